using System.Runtime.InteropServices;
using Autograd.Backends;
using Autograd.Backends.Cpu;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>A view of CPU memory in some layout, read and written an element at a time: what kernels are checked with.</summary>
internal sealed class HostArray
{
    private readonly CpuStorage _storage;

    private HostArray(CpuStorage storage, TensorView view)
    {
        _storage = storage;
        View = view;
    }

    public TensorView View { get; }

    public Shape Shape => View.Shape;

    public int Count => (int)Shape.Count;

    /// <summary>An array whose every byte of storage is 0xCD, so that what a kernel leaves out or overruns shows.</summary>
    public static HostArray Create(DType dtype, Shape shape, Layout layout = Layout.Contiguous)
    {
        var rank = shape.Rank;
        var steps = new long[rank];
        long offset = layout is Layout.Offset or Layout.Sliced ? 3 : 0;
        long total = 1;
        var order = Enumerable.Range(0, rank).ToArray();
        if (layout == Layout.Reversed)
            Array.Reverse(order);
        if (layout == Layout.Transposed && rank >= 2)
            (order[^1], order[^2]) = (order[^2], order[^1]);
        if (layout == Layout.Sliced)
            total = 2;
        for (var i = rank - 1; i >= 0; i--)
        {
            var axis = order[i];
            var repeats = layout == Layout.Constant || (layout == Layout.RepeatedFirst && axis == 0) || (layout == Layout.RepeatedLast && axis == rank - 1);
            steps[axis] = repeats ? 0 : total;
            if (!repeats)
                total *= shape[axis];
            if (layout == Layout.Sliced && i == rank - 1)
                total += 5;
        }

        var storage = (CpuStorage)CpuBackend.Instance.Allocate(dtype, Math.Max(1, total * 2) + offset, pooled: false);
        var strides = layout is Layout.Contiguous or Layout.Offset ? shape.RowMajor : Strides.Create(steps);
        new HostArray(storage, default).Raw().Fill(0xCD);
        return new HostArray(storage, new TensorView(storage, shape, strides, offset));
    }

    /// <summary>An array of random numbers around 0, with some zeros.</summary>
    public static HostArray Random(DType dtype, Shape shape, Layout layout, Random random)
    {
        var array = Create(dtype, shape, layout);
        for (var i = 0; i < array.Count; i++)
        {
            var value = random.Next(9) == 0 ? 0 : (random.NextDouble() * 8) - 4;
            array.Set(i, dtype == DType.Bool ? random.Next(2) : dtype.IsInteger() ? Math.Round(value * 10) : value);
        }

        return array;
    }

    /// <summary>The same elements, contiguous.</summary>
    public HostArray Contiguous()
    {
        var copy = Create(View.DType, Shape);
        for (var i = 0; i < Count; i++)
            Bytes(i).CopyTo(copy.Bytes(i));
        return copy;
    }

    /// <summary>The bytes of the i-th element in row-major order.</summary>
    public Span<byte> Bytes(int i)
    {
        var place = View.Offset;
        for (var axis = Shape.Rank - 1; axis >= 0; axis--)
        {
            place += i % Shape[axis] * View.Strides[axis];
            i /= Shape[axis];
        }

        var size = View.DType.Size();
        return Raw().Slice((int)(place * size), size);
    }

    public T Get<T>(int i)
        where T : unmanaged => MemoryMarshal.Read<T>(Bytes(i));

    public void Set<T>(int i, T value)
        where T : unmanaged => MemoryMarshal.Write(Bytes(i), in value);

    /// <summary>Sets an element from a double.</summary>
    public void Set(int i, double value)
    {
        switch (View.DType)
        {
            case DType.Float32:
                Set(i, (float)value);
                break;
            case DType.Float64:
                Set<double>(i, value);
                break;
            case DType.Int32:
                Set(i, (int)value);
                break;
            case DType.Int64:
                Set(i, (long)value);
                break;
            case DType.Bool:
                Set(i, value != 0);
                break;
            case DType.Float16:
                Set(i, (Half)value);
                break;
            default:
                Set(i, (BFloat16)(float)value);
                break;
        }
    }

    /// <summary>An element as a double.</summary>
    public double Number(int i) => View.DType switch
    {
        DType.Float32 => Get<float>(i),
        DType.Float64 => Get<double>(i),
        DType.Int32 => Get<int>(i),
        DType.Int64 => Get<long>(i),
        DType.Float16 => (double)Get<Half>(i),
        DType.BFloat16 => (float)Get<BFloat16>(i),
        _ => Get<byte>(i),
    };

    /// <summary>All elements as doubles in row-major order.</summary>
    public double[] ToNumbers() => [.. Enumerable.Range(0, Count).Select(Number)];

    /// <summary>Adds another array's element in this one's arithmetic.</summary>
    public void Add(int i, HostArray other, int j)
    {
        if (View.DType == DType.Float32)
            Set(i, Get<float>(i) + other.Get<float>(j));
        else
            Set(i, Number(i) + other.Number(j));
    }

    /// <summary>All elements' bytes in row-major order.</summary>
    public byte[] ToBytes()
    {
        var size = View.DType.Size();
        var bytes = new byte[Count * size];
        for (var i = 0; i < Count; i++)
            Bytes(i).CopyTo(bytes.AsSpan(i * size));
        return bytes;
    }

    /// <summary>Whether the storage behind a contiguous array is as it was made.</summary>
    public bool IsUntouchedBehind() => !Raw()[(int)((View.Offset + Count) * View.DType.Size())..].ContainsAnyExcept((byte)0xCD);

    private unsafe Span<byte> Raw() => new(_storage.Pointer<byte>(), checked((int)_storage.Bytes));
}
