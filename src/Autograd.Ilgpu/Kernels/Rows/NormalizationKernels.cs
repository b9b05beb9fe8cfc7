using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Normalisation of rows. A zero cotangent is a strong zero.</summary>
internal static class NormalizationKernels
{
    /// <summary>y = (x − mean) · rstd · weight + bias; without a centre the mean is 0 and the variance the mean of squares.</summary>
    public static void Rows<T>(
        ArrayView<T> x, ArrayView<T> weight, ArrayView<T> bias, ArrayView<T> y, ArrayView<T> means, ArrayView<T> rstds, RowSizes sizes, RowOptions options)
        where T : unmanaged, IKernelNumber<T>
    {
        var parts = SharedMemory.Allocate<T>(Lanes.Most);
        var length = T.FromInt(sizes.Length);
        for (var row = Grid.IdxX; row < sizes.Rows; row += Grid.DimX)
        {
            var first = (long)row * sizes.Length;
            var mean = T.Zero;
            if (options.Centres != 0)
            {
                for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
                {
                    var part = T.Zero;
                    for (var k = lane; k < sizes.Length; k += sizes.Lanes)
                        part += x[first + k];
                    parts[lane] = part;
                }

                mean = Lanes.Combine<SumOp.Rule, T>(parts, sizes.Lanes) / length;
            }

            for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
            {
                var part = T.Zero;
                for (var k = lane; k < sizes.Length; k += sizes.Lanes)
                {
                    var difference = x[first + k] - mean;
                    part += difference * difference;
                }

                parts[lane] = part;
            }

            var variance = Lanes.Combine<SumOp.Rule, T>(parts, sizes.Lanes) / length;
            var rstd = T.One / T.Sqrt(variance + T.FromDouble(options.Epsilon));
            for (var k = Group.IdxX; k < sizes.Length; k += Group.DimX)
            {
                var value = (x[first + k] - mean) * rstd;
                if (options.HasWeight != 0)
                    value *= weight[k];
                if (options.HasBias != 0)
                    value += bias[k];
                y[first + k] = value;
            }

            if (Group.IdxX == 0)
            {
                rstds[row] = rstd;
                if (options.Centres != 0)
                    means[row] = mean;
            }

            Group.Barrier();
        }
    }

    /// <summary>dx = (g − mean(g) − mean(g · x̂) · x̂) · rstd for g = dy · weight.</summary>
    public static void RowsVjp<T>(
        ArrayView<T> x, ArrayView<T> weight, ArrayView<T> means, ArrayView<T> rstds, ArrayView<T> dy, ArrayView<T> dx, RowSizes sizes, RowOptions options)
        where T : unmanaged, IKernelNumber<T>
    {
        var parts = SharedMemory.Allocate<T>(Lanes.Most);
        var length = T.FromInt(sizes.Length);
        for (var row = Grid.IdxX; row < sizes.Rows; row += Grid.DimX)
        {
            var start = (long)row * sizes.Length;
            var mean = options.Centres != 0 ? means[row] : T.Zero;
            var rstd = rstds[row];
            var first = T.Zero;
            if (options.Centres != 0)
            {
                for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
                {
                    var part = T.Zero;
                    for (var k = lane; k < sizes.Length; k += sizes.Lanes)
                        part += Weighted(dy[start + k], weight, k, options);
                    parts[lane] = part;
                }

                first = Lanes.Combine<SumOp.Rule, T>(parts, sizes.Lanes) / length;
            }

            for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
            {
                var part = T.Zero;
                for (var k = lane; k < sizes.Length; k += sizes.Lanes)
                    part += KernelTests.Strong(Weighted(dy[start + k], weight, k, options), (x[start + k] - mean) * rstd);
                parts[lane] = part;
            }

            var second = Lanes.Combine<SumOp.Rule, T>(parts, sizes.Lanes) / length;
            for (var k = Group.IdxX; k < sizes.Length; k += Group.DimX)
            {
                var g = Weighted(dy[start + k], weight, k, options);
                dx[start + k] = KernelTests.Strong(g - first - KernelTests.Strong(second, (x[start + k] - mean) * rstd), rstd);
            }

            Group.Barrier();
        }
    }

    /// <summary>
    /// A part of the rows' sums of dy · x̂ and of dy, an item for each column of a part: part p has the rows p, p + parts, ….
    /// </summary>
    public static void ColumnParts<T>(
        Index1D at, Work work, ArrayView<T> x, ArrayView<T> means, ArrayView<T> rstds, ArrayView<T> dy, ArrayView<T> dWeights, ArrayView<T> dBiases, RowSizes sizes, RowOptions options, int parts)
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            var part = item / sizes.Length;
            var column = item - (part * sizes.Length);
            var weighted = T.Zero;
            var plain = T.Zero;
            for (var row = part; row < sizes.Rows; row += parts)
            {
                var place = ((long)row * sizes.Length) + column;
                var cotangent = dy[place];
                var mean = options.Centres != 0 ? means[row] : T.Zero;
                weighted += KernelTests.Strong(cotangent, (x[place] - mean) * rstds[row]);
                plain += cotangent;
            }

            dWeights[item] = weighted;
            dBiases[item] = plain;
        }
        while (work.Next(ref item));
    }

    private static T Weighted<T>(T cotangent, ArrayView<T> weight, int k, RowOptions options)
        where T : unmanaged, IKernelNumber<T> => options.HasWeight != 0 ? KernelTests.Strong(cotangent, weight[k]) : cotangent;
}
