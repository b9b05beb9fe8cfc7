using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// Reading and adding at indexed places. An index out of range is noted for the next synchronisation; it reads 0 and
/// adds nothing, so no memory but the arrays' own is touched.
/// </summary>
internal static class IndexKernels
{
    /// <summary>What the faults hold where there was none.</summary>
    public const long NoFault = long.MinValue;

    /// <summary>y[o, i, r] = x[o, index, r], an item for each element of y.</summary>
    public static void Read<T>(Index1D at, Work work, ArrayView<T> x, ArrayView<long> index, ArrayView<T> y, IndexSizes sizes, ArrayView<long> faults)
        where T : unmanaged
    {
        int item = at;
        do
        {
            var row = item / sizes.Inner;
            var r = item - (row * sizes.Inner);
            var outer = row / sizes.Count;
            var place = index[sizes.Each != 0 ? item : row - (outer * sizes.Count)];
            if (place < 0 || place >= sizes.Length)
            {
                faults[sizes.Fault] = place;
                y[item] = default;
            }
            else
            {
                y[item] = x[((((long)outer * sizes.Length) + place) * sizes.Inner) + r];
            }
        }
        while (work.Next(ref item));
    }

    /// <summary>
    /// x[o, index, r] += y[o, i, r] in the order of i, an item an element of x, which looks for what is its own: no item reads what a loop
    /// has written, which some drivers' compilers get wrong.
    /// </summary>
    public static void Add<T>(Index1D at, Work work, ArrayView<T> y, ArrayView<long> index, ArrayView<T> x, IndexSizes sizes, ArrayView<long> faults)
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            var row = item / sizes.Inner;
            var r = item - (row * sizes.Inner);
            var outer = row / sizes.Length;
            var own = row - (outer * sizes.Length);
            var sum = x[item];
            for (var i = 0; i < sizes.Count; i++)
            {
                var from = ((((long)outer * sizes.Count) + i) * sizes.Inner) + r;
                var place = index[sizes.Each != 0 ? from : i];
                if (place == own)
                    sum += y[from];
                if (own == 0 && (place < 0 || place >= sizes.Length))
                    faults[sizes.Fault] = place;
            }

            x[item] = sum;
        }
        while (work.Next(ref item));
    }

    /// <summary>
    /// For each place i of the index: the next one with the same value, or −1, and whether it is the first of its value; an item a
    /// place. The places of a value thus form a segment in their order, without sorting.
    /// </summary>
    public static void Link(Index1D at, Work work, ArrayView<long> index, ArrayView<int> next, ArrayView<int> first)
    {
        int item = at;
        do
        {
            var value = index[item];
            var following = item + 1;
            while (following < work.Count && index[following] != value)
                following++;
            next[item] = following < work.Count ? following : -1;
            var before = item - 1;
            while (before >= 0 && index[before] != value)
                before--;
            first[item] = before < 0 ? 1 : 0;
        }
        while (work.Next(ref item));
    }

    /// <summary><see cref="Add"/> by segments, an item an element of y: the item of a value's first place adds for all of them, in the order of i.</summary>
    public static void AddLinked<T>(
        Index1D at, Work work, ArrayView<T> y, ArrayView<long> index, ArrayView<int> next, ArrayView<int> first, ArrayView<T> x, IndexSizes sizes, ArrayView<long> faults)
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            var row = item / sizes.Inner;
            var r = item - (row * sizes.Inner);
            var outer = row / sizes.Count;
            var i = row - (outer * sizes.Count);
            var place = index[i];
            if (place < 0 || place >= sizes.Length)
            {
                faults[sizes.Fault] = place;
            }
            else if (first[i] != 0)
            {
                var to = ((((long)outer * sizes.Length) + place) * sizes.Inner) + r;
                var sum = x[to];
                for (var from = i; from >= 0; from = next[from])
                    sum += y[((((long)outer * sizes.Count) + from) * sizes.Inner) + r];
                x[to] = sum;
            }
        }
        while (work.Next(ref item));
    }
}
