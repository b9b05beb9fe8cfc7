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
        var tileRows = sizes.ThreadRows * Own;
        var tileColumns = sizes.ThreadColumns * Own;
        var threads = sizes.ThreadRows * sizes.ThreadColumns;
        var thread = Group.IdxX;
        var batch = Grid.IdxX / sizes.TilesOfMatrix;
        var tile = Grid.IdxX - (batch * sizes.TilesOfMatrix);
        var firstRow = tile / sizes.TilesInRow * tileRows;
        var firstColumn = (tile - (tile / sizes.TilesInRow * sizes.TilesInRow)) * tileColumns;
        var threadRow = thread / sizes.ThreadColumns;
        var ownRow = threadRow * Own;
        var ownColumn = (thread - (threadRow * sizes.ThreadColumns)) * Own;
        T s00 = T.Zero, s01 = T.Zero, s02 = T.Zero, s03 = T.Zero;
        T s10 = T.Zero, s11 = T.Zero, s12 = T.Zero, s13 = T.Zero;
        T s20 = T.Zero, s21 = T.Zero, s22 = T.Zero, s23 = T.Zero;
        T s30 = T.Zero, s31 = T.Zero, s32 = T.Zero, s33 = T.Zero;
        T t00 = T.Zero, t01 = T.Zero, t02 = T.Zero, t03 = T.Zero;
        T t10 = T.Zero, t11 = T.Zero, t12 = T.Zero, t13 = T.Zero;
        T t20 = T.Zero, t21 = T.Zero, t22 = T.Zero, t23 = T.Zero;
        T t30 = T.Zero, t31 = T.Zero, t32 = T.Zero, t33 = T.Zero;
        for (var first = 0; first < sizes.Inner; first += Depth)
        {
            for (var e = thread; e < tileRows * Depth; e += threads)
            {
                var k = sizes.LeftAlongInner != 0 ? e % Depth : e / tileRows;
                var row = sizes.LeftAlongInner != 0 ? e / Depth : e - (k * tileRows);
                var value = T.Zero;
                if (firstRow + row < sizes.Rows && first + k < sizes.Inner)
                    value = a.Get(batch, firstRow + row, first + k);
                left[(k * tileRows) + row] = value;
            }

            for (var e = thread; e < tileColumns * Depth; e += threads)
            {
                var k = sizes.RightAlongInner != 0 ? e % Depth : e / tileColumns;
                var column = sizes.RightAlongInner != 0 ? e / Depth : e - (k * tileColumns);
                var value = T.Zero;
                if (firstColumn + column < sizes.Columns && first + k < sizes.Inner)
                    value = b.Get(batch, firstColumn + column, first + k);
                right[(k * tileColumns) + column] = value;
            }

            Group.Barrier();
            var depth = sizes.Inner - first < Depth ? sizes.Inner - first : Depth;
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
            if ((first + Depth) % Run == 0 || first + Depth >= sizes.Inner)
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
        Store(c, sizes, batch, y, x, t00, t01, t02, t03);
        Store(c, sizes, batch, y + 1, x, t10, t11, t12, t13);
        Store(c, sizes, batch, y + 2, x, t20, t21, t22, t23);
        Store(c, sizes, batch, y + 3, x, t30, t31, t32, t33);
    }

    private static void Store<T, TTarget>(TTarget c, TileSizes sizes, int batch, int row, int column, T v0, T v1, T v2, T v3)
        where T : unmanaged, IKernelNumber<T>
        where TTarget : struct, IProductTarget<T>
    {
        if (row >= sizes.Rows)
            return;
        if (column < sizes.Columns)
            c.Set(batch, row, column, v0);
        if (column + 1 < sizes.Columns)
            c.Set(batch, row, column + 1, v1);
        if (column + 2 < sizes.Columns)
            c.Set(batch, row, column + 2, v2);
        if (column + 3 < sizes.Columns)
            c.Set(batch, row, column + 3, v3);
    }
}
