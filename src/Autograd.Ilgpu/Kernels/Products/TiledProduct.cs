using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// A product in tiles that a group of threads shares: parts of both operands lie in the group's memory, and each thread sums four
/// rows by four columns in registers. Every element is summed in the order of the inner axis, run by run, so its bits depend neither on the tiles
/// nor on the threads.
/// </summary>
internal static class TiledProduct
{
    /// <summary>Rows, and columns, of a thread: as many as one instruction reads from the group's memory.</summary>
    public const int Own = 4;

    /// <summary>Places along the inner axis that lie in the group's memory at a time.</summary>
    public const int Depth = 16;

    /// <summary>Places summed one after the other, before their sum is added to those of the places before.</summary>
    private const int Run = 128;

    /// <summary>Threads along a tile's rows, and along its columns, at most.</summary>
    public const int MostThreads = 16;

    // Fours from one inner place to the next. One more than there are, so that threads that write neighbouring places do not wait for the same bank.
    private const int Pitch = MostThreads + 1;

    /// <summary>c[batch, row, column] = Σ a[batch, row, k] · b[batch, k, column], a tile a group.</summary>
    public static void Multiply<T, TLeft, TRight, TTarget>(TLeft a, TRight b, TTarget c, TileSizes sizes)
        where T : unmanaged, IKernelNumber<T>
        where TLeft : struct, IProductSource<T>
        where TRight : struct, IProductSource<T>
        where TTarget : struct, IProductTarget<T>
    {
        var left = SharedMemory.Allocate<Quad<T>>(Depth * Pitch);
        var right = SharedMemory.Allocate<Quad<T>>(Depth * Pitch);
        var leftSpots = SharedMemory.Allocate<Spot>(Depth + (Own * MostThreads));
        var rightSpots = SharedMemory.Allocate<Spot>(Depth + (Own * MostThreads));
        var tileRows = sizes.ThreadRows * Own;
        var tileColumns = sizes.ThreadColumns * Own;
        var threads = sizes.ThreadRows * sizes.ThreadColumns;
        var thread = Group.IdxX;
        var matrix = Grid.IdxX / sizes.TilesOfMatrix;
        var part = matrix / sizes.Batch;
        var tile = Grid.IdxX - (matrix * sizes.TilesOfMatrix);
        var tileRow = tile / sizes.TilesInRow;
        var firstRow = tileRow * tileRows;
        var firstColumn = (tile - (tileRow * sizes.TilesInRow)) * tileColumns;
        var threadRow = thread / sizes.ThreadColumns;
        var threadColumn = thread - (threadRow * sizes.ThreadColumns);
        var start = part * sizes.InnerOfPart;
        var end = sizes.Inner - start < sizes.InnerOfPart ? sizes.Inner : start + sizes.InnerOfPart;
        for (var i = thread; i < tileRows; i += threads)
            leftSpots[Depth + i] = a.Outer(matrix - (part * sizes.Batch), firstRow + i);
        for (var i = thread; i < tileColumns; i += threads)
            rightSpots[Depth + i] = b.Outer(matrix - (part * sizes.Batch), firstColumn + i);
        for (var k = thread; k < Depth && start + k < end; k += threads)
        {
            leftSpots[k] = a.Inner(start + k);
            rightSpots[k] = b.Inner(start + k);
        }

        Group.Barrier();
        Quad<T> s0 = Quad<T>.Zero, s1 = Quad<T>.Zero, s2 = Quad<T>.Zero, s3 = Quad<T>.Zero;
        Quad<T> t0 = Quad<T>.Zero, t1 = Quad<T>.Zero, t2 = Quad<T>.Zero, t3 = Quad<T>.Zero;
        for (var first = start; first < end; first += Depth)
        {
            var depth = end - first < Depth ? end - first : Depth;
            Fetch(a, left.Cast<T>(), leftSpots, tileRows, sizes.Rows - firstRow, depth, sizes.LeftAlongInner, threads);
            Fetch(b, right.Cast<T>(), rightSpots, tileColumns, sizes.Columns - firstColumn, depth, sizes.RightAlongInner, threads);
            Group.Barrier();

            // Where to fetch from next; nobody reads that before the barrier behind the sums.
            for (var k = thread; k < Depth && first + Depth + k < end; k += threads)
            {
                leftSpots[k] = a.Inner(first + Depth + k);
                rightSpots[k] = b.Inner(first + Depth + k);
            }

            for (var k = 0; k < depth; k++)
            {
                var l = left[(k * Pitch) + threadRow];
                var r = right[(k * Pitch) + threadColumn];
                s0 = AddProduct(s0, l.A, r);
                s1 = AddProduct(s1, l.B, r);
                s2 = AddProduct(s2, l.C, r);
                s3 = AddProduct(s3, l.D, r);
            }

            Group.Barrier();
            if ((first - start + Depth) % Run == 0 || first + Depth >= end)
            {
                t0 += s0;
                t1 += s1;
                t2 += s2;
                t3 += s3;
                s0 = Quad<T>.Zero;
                s1 = Quad<T>.Zero;
                s2 = Quad<T>.Zero;
                s3 = Quad<T>.Zero;
            }
        }

        var row = firstRow + (threadRow * Own);
        var column = firstColumn + (threadColumn * Own);
        var p0 = c.Column(column);
        var p1 = c.Column(column + 1);
        var p2 = c.Column(column + 2);
        var p3 = c.Column(column + 3);
        Store(c, sizes, matrix, row, column, p0, p1, p2, p3, t0);
        Store(c, sizes, matrix, row + 1, column, p0, p1, p2, p3, t1);
        Store(c, sizes, matrix, row + 2, column, p0, p1, p2, p3, t2);
        Store(c, sizes, matrix, row + 3, column, p0, p1, p2, p3, t3);
    }

    /// <summary>Brings the next places along the inner axis of an operand into the group's memory, 0 where the matrix has ended.</summary>
    private static void Fetch<T, TSource>(
        TSource source, ArrayView<T> target, ArrayView<Spot> spots, int length, int left, int depth, int alongInner, int threads)
        where T : unmanaged, IKernelNumber<T>
        where TSource : struct, IProductSource<T>
    {
        // Neighbouring threads read neighbouring elements.
        int lanes, k, i;
        if (alongInner != 0)
        {
            lanes = threads < Depth ? 1 : threads / Depth;
            i = Group.IdxX * lanes / threads;
            k = Group.IdxX - (i * (threads / lanes));
        }
        else
        {
            lanes = threads < length ? threads : length;
            k = Group.IdxX / lanes;
            i = Group.IdxX - (k * lanes);
        }

        for (; i < length; i += lanes)
        {
            var outer = spots[Depth + i];
            for (var inner = k; inner < Depth; inner += threads / lanes)
            {
                var value = T.Zero;
                if (i < left && inner < depth)
                {
                    var spot = spots[inner];
                    value = source.Get(new Spot { Base = outer.Base + spot.Base, Row = outer.Row + spot.Row, Column = outer.Column + spot.Column });
                }

                target[(inner * Pitch * Own) + i] = value;
            }
        }
    }

    private static Quad<T> AddProduct<T>(Quad<T> sum, T x, Quad<T> y)
        where T : unmanaged, IKernelNumber<T> =>
        new(T.AddProduct(sum.A, x, y.A), T.AddProduct(sum.B, x, y.B), T.AddProduct(sum.C, x, y.C), T.AddProduct(sum.D, x, y.D));

    private static void Store<T, TTarget>(
        TTarget c, TileSizes sizes, int batch, int row, int column, long p0, long p1, long p2, long p3, Quad<T> values)
        where T : unmanaged, IKernelNumber<T>
        where TTarget : struct, IProductTarget<T>
    {
        if (row >= sizes.Rows)
            return;
        var place = c.Row(batch, row);
        if (column < sizes.Columns)
            c.Set(place + p0, batch, row, column, values.A);
        if (column + 1 < sizes.Columns)
            c.Set(place + p1, batch, row, column + 1, values.B);
        if (column + 2 < sizes.Columns)
            c.Set(place + p2, batch, row, column + 2, values.C);
        if (column + 3 < sizes.Columns)
            c.Set(place + p3, batch, row, column + 3, values.D);
    }
}
