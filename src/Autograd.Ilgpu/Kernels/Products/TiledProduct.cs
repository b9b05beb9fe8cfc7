using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// A product in tiles that a group of threads shares: parts of both operands lie in the group's memory, and each thread sums four
/// rows by four columns in registers. Every element is summed in the order of the inner axis, run by run, so its bits depend neither on the tiles
/// nor on the threads.
/// </summary>
internal static class TiledProduct
{
    /// <summary>Rows, and columns, of a thread.</summary>
    public const int Own = 4;

    /// <summary>Places along the inner axis that lie in the group's memory at a time.</summary>
    public const int Depth = 16;

    /// <summary>Places summed one after the other, before their sum is added to those of the places before.</summary>
    private const int Run = 128;

    /// <summary>Threads along a tile's rows, and along its columns, at most.</summary>
    public const int MostThreads = 16;

    /// <summary>c[batch, row, column] = Σ a[batch, row, k] · b[batch, k, column], a tile a group.</summary>
    public static void Multiply<T, TLeft, TRight, TTarget>(TLeft a, TRight b, TTarget c, TileSizes sizes)
        where T : unmanaged, IKernelNumber<T>
        where TLeft : struct, IProductSource<T>
        where TRight : struct, IProductSource<T>
        where TTarget : struct, IProductTarget<T>
    {
        var left = SharedMemory.Allocate<T>(Depth * Own * MostThreads);
        var right = SharedMemory.Allocate<T>(Depth * Own * MostThreads);
        var leftSpots = SharedMemory.Allocate<Spot>((Own * MostThreads) + Depth);
        var rightSpots = SharedMemory.Allocate<Spot>((Own * MostThreads) + Depth);
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
        var ownRow = threadRow * Own;
        var ownColumn = (thread - (threadRow * sizes.ThreadColumns)) * Own;
        var start = part * sizes.InnerOfPart;
        var end = sizes.Inner - start < sizes.InnerOfPart ? sizes.Inner : start + sizes.InnerOfPart;
        for (var i = thread; i < tileRows; i += threads)
            leftSpots[Depth + i] = a.Outer(matrix - (part * sizes.Batch), firstRow + i);
        for (var i = thread; i < tileColumns; i += threads)
            rightSpots[Depth + i] = b.Outer(matrix - (part * sizes.Batch), firstColumn + i);
        for (var k = thread; k < Depth; k += threads)
        {
            leftSpots[k] = a.Inner(start + k);
            rightSpots[k] = b.Inner(start + k);
        }

        Group.Barrier();
        T s00 = T.Zero, s01 = T.Zero, s02 = T.Zero, s03 = T.Zero;
        T s10 = T.Zero, s11 = T.Zero, s12 = T.Zero, s13 = T.Zero;
        T s20 = T.Zero, s21 = T.Zero, s22 = T.Zero, s23 = T.Zero;
        T s30 = T.Zero, s31 = T.Zero, s32 = T.Zero, s33 = T.Zero;
        T t00 = T.Zero, t01 = T.Zero, t02 = T.Zero, t03 = T.Zero;
        T t10 = T.Zero, t11 = T.Zero, t12 = T.Zero, t13 = T.Zero;
        T t20 = T.Zero, t21 = T.Zero, t22 = T.Zero, t23 = T.Zero;
        T t30 = T.Zero, t31 = T.Zero, t32 = T.Zero, t33 = T.Zero;
        for (var first = start; first < end; first += Depth)
        {
            var depth = end - first < Depth ? end - first : Depth;
            Fetch(a, left, leftSpots, tileRows, sizes.Rows - firstRow, depth, sizes.LeftAlongInner, threads);
            Fetch(b, right, rightSpots, tileColumns, sizes.Columns - firstColumn, depth, sizes.RightAlongInner, threads);
            Group.Barrier();

            // What is fetched next lies elsewhere; nobody reads these before the barrier behind the sums.
            for (var k = thread; k < Depth; k += threads)
            {
                leftSpots[k] = a.Inner(first + Depth + k);
                rightSpots[k] = b.Inner(first + Depth + k);
            }

            for (var k = 0; k < depth; k++)
            {
                var l = (k * tileRows) + ownRow;
                var r = (k * tileColumns) + ownColumn;
                T l0 = left[l], l1 = left[l + 1], l2 = left[l + 2], l3 = left[l + 3];
                T r0 = right[r], r1 = right[r + 1], r2 = right[r + 2], r3 = right[r + 3];
                s00 = T.AddProduct(s00, l0, r0);
                s01 = T.AddProduct(s01, l0, r1);
                s02 = T.AddProduct(s02, l0, r2);
                s03 = T.AddProduct(s03, l0, r3);
                s10 = T.AddProduct(s10, l1, r0);
                s11 = T.AddProduct(s11, l1, r1);
                s12 = T.AddProduct(s12, l1, r2);
                s13 = T.AddProduct(s13, l1, r3);
                s20 = T.AddProduct(s20, l2, r0);
                s21 = T.AddProduct(s21, l2, r1);
                s22 = T.AddProduct(s22, l2, r2);
                s23 = T.AddProduct(s23, l2, r3);
                s30 = T.AddProduct(s30, l3, r0);
                s31 = T.AddProduct(s31, l3, r1);
                s32 = T.AddProduct(s32, l3, r2);
                s33 = T.AddProduct(s33, l3, r3);
            }

            Group.Barrier();
            if ((first - start + Depth) % Run == 0 || first + Depth >= end)
            {
                t00 += s00;
                s00 = T.Zero;
                t01 += s01;
                s01 = T.Zero;
                t02 += s02;
                s02 = T.Zero;
                t03 += s03;
                s03 = T.Zero;
                t10 += s10;
                s10 = T.Zero;
                t11 += s11;
                s11 = T.Zero;
                t12 += s12;
                s12 = T.Zero;
                t13 += s13;
                s13 = T.Zero;
                t20 += s20;
                s20 = T.Zero;
                t21 += s21;
                s21 = T.Zero;
                t22 += s22;
                s22 = T.Zero;
                t23 += s23;
                s23 = T.Zero;
                t30 += s30;
                s30 = T.Zero;
                t31 += s31;
                s31 = T.Zero;
                t32 += s32;
                s32 = T.Zero;
                t33 += s33;
                s33 = T.Zero;
            }
        }

        var y = firstRow + ownRow;
        var x = firstColumn + ownColumn;
        var p0 = c.Column(x);
        var p1 = c.Column(x + 1);
        var p2 = c.Column(x + 2);
        var p3 = c.Column(x + 3);
        Store(c, sizes, matrix, y, x, p0, t00, p1, t01, p2, t02, p3, t03);
        Store(c, sizes, matrix, y + 1, x, p0, t10, p1, t11, p2, t12, p3, t13);
        Store(c, sizes, matrix, y + 2, x, p0, t20, p1, t21, p2, t22, p3, t23);
        Store(c, sizes, matrix, y + 3, x, p0, t30, p1, t31, p2, t32, p3, t33);
    }

    /// <summary>Brings the next places along the inner axis of an operand into the group's memory, 0 where the matrix has ended.</summary>
    private static void Fetch<T, TSource>(
        TSource source, ArrayView<T> target, ArrayView<Spot> spots, int length, int left, int depth, int alongInner, int threads)
        where T : unmanaged, IKernelNumber<T>
        where TSource : struct, IProductSource<T>
    {
        for (var e = Group.IdxX; e < length * Depth; e += threads)
        {
            var k = alongInner != 0 ? e % Depth : e / length;
            var i = alongInner != 0 ? e / Depth : e - (k * length);
            var value = T.Zero;
            if (i < left && k < depth)
            {
                var outer = spots[Depth + i];
                var inner = spots[k];
                value = source.Get(new Spot { Base = outer.Base + inner.Base, Row = outer.Row + inner.Row, Column = outer.Column + inner.Column });
            }

            target[(k * length) + i] = value;
        }
    }

    private static void Store<T, TTarget>(
        TTarget c, TileSizes sizes, int batch, int row, int column, long p0, T v0, long p1, T v1, long p2, T v2, long p3, T v3)
        where T : unmanaged, IKernelNumber<T>
        where TTarget : struct, IProductTarget<T>
    {
        if (row >= sizes.Rows)
            return;
        var place = c.Row(batch, row);
        if (column < sizes.Columns)
            c.Set(place + p0, batch, row, column, v0);
        if (column + 1 < sizes.Columns)
            c.Set(place + p1, batch, row, column + 1, v1);
        if (column + 2 < sizes.Columns)
            c.Set(place + p2, batch, row, column + 2, v2);
        if (column + 3 < sizes.Columns)
            c.Set(place + p3, batch, row, column + 3, v3);
    }
}
