using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Pooling, an item an element of the result: each looks up what concerns it, so nothing meets.</summary>
internal static class PoolingKernels
{
    /// <summary>The maximum of each window and its place in its plane. The first in row-major order wins; NaN beats every number.</summary>
    public static void Max<T>(Index1D at, Work work, ArrayView<T> x, ArrayView<T> y, ArrayView<long> winners, WindowSizes sizes)
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            var inPlane = sizes.OutHeight * sizes.OutWidth;
            var plane = item / inPlane;
            var window = item - (plane * inPlane);
            var i = window / sizes.OutWidth;
            var top = (i * sizes.StrideHeight) - sizes.PaddingHeight;
            var left = ((window - (i * sizes.OutWidth)) * sizes.StrideWidth) - sizes.PaddingWidth;
            var first = (long)plane * sizes.Height * sizes.Width;
            var best = T.Zero;
            var place = -1;
            for (var u = 0; u < sizes.KernelHeight; u++)
            {
                var row = top + (u * sizes.DilationHeight);
                for (var v = 0; v < sizes.KernelWidth; v++)
                {
                    var column = left + (v * sizes.DilationWidth);
                    if (row < 0 || row >= sizes.Height || column < 0 || column >= sizes.Width)
                        continue;
                    var candidate = x[first + (row * sizes.Width) + column];
                    if (place < 0 || KernelTests.Beats(candidate, best))
                    {
                        best = candidate;
                        place = (row * sizes.Width) + column;
                    }
                }
            }

            y[item] = best;
            winners[item] = place;
        }
        while (work.Next(ref item));
    }

    /// <summary>y = the sums over windows divided by both axes' divisors.</summary>
    public static void Average<T>(Index1D at, Work work, ArrayView<T> x, ArrayView<T> y, PoolingAxis rows, PoolingAxis columns)
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            var inPlane = rows.Count * columns.Count;
            var plane = item / inPlane;
            var window = item - (plane * inPlane);
            var i = window / columns.Count;
            var j = window - (i * columns.Count);
            var sum = T.Zero;
            for (var row = rows.Start(i); row < rows.End(i); row++)
            {
                var line = ((((long)plane * rows.Length) + row) * columns.Length);
                for (var column = columns.Start(j); column < columns.End(j); column++)
                    sum += x[line + column];
            }

            y[item] = sum / T.FromInt(rows.Divisor(i) * columns.Divisor(j));
        }
        while (work.Next(ref item));
    }

    /// <summary>dx = what the windows on a place give it, in their order.</summary>
    public static void AverageGradient<T>(Index1D at, Work work, ArrayView<T> dy, ArrayView<T> dx, PoolingAxis rows, PoolingAxis columns)
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            var inPlane = rows.Length * columns.Length;
            var plane = item / inPlane;
            var place = item - (plane * inPlane);
            var row = place / columns.Length;
            var column = place - (row * columns.Length);
            var sum = T.Zero;
            for (var i = rows.FirstWith(row); i < rows.Count && rows.Start(i) <= row; i++)
            {
                if (rows.End(i) <= row)
                    continue;
                var line = (((long)plane * rows.Count) + i) * columns.Count;
                for (var j = columns.FirstWith(column); j < columns.Count && columns.Start(j) <= column; j++)
                {
                    if (columns.End(j) > column)
                        sum += dy[line + j] / T.FromInt(rows.Divisor(i) * columns.Divisor(j));
                }
            }

            dx[item] = sum;
        }
        while (work.Next(ref item));
    }
}
