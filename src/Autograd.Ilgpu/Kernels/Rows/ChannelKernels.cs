using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Normalisation of channels and of groups of channels. A zero cotangent is a strong zero.</summary>
internal static class ChannelKernels
{
    /// <summary>Each set's mean and biased variance.</summary>
    public static void Moments<T>(ArrayView<T> x, ArrayView<T> means, ArrayView<T> variances, ChannelSizes sizes)
        where T : unmanaged, IKernelNumber<T>
    {
        var parts = SharedMemory.Allocate<T>(Lanes.Most);
        var count = T.FromInt(sizes.Count);
        for (var set = Grid.IdxX; set < sizes.Sets; set += Grid.DimX)
        {
            for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
            {
                var part = T.Zero;
                for (var j = lane; j < sizes.Count; j += sizes.Lanes)
                    part += x[sizes.Place(set, j)];
                parts[lane] = part;
            }

            var mean = Lanes.Combine<SumOp.Rule, T>(parts, sizes.Lanes) / count;
            for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
            {
                var part = T.Zero;
                for (var j = lane; j < sizes.Count; j += sizes.Lanes)
                {
                    var difference = x[sizes.Place(set, j)] - mean;
                    part += difference * difference;
                }

                parts[lane] = part;
            }

            var variance = Lanes.Combine<SumOp.Rule, T>(parts, sizes.Lanes) / count;
            if (Group.IdxX == 0)
            {
                means[set] = mean;
                variances[set] = variance;
            }

            Group.Barrier();
        }
    }

    /// <summary>y = (x − mean) / √(variance + ε) · weight + bias.</summary>
    public static void Normalize<T>(
        Index1D at, Work work, ArrayView<T> x, ArrayView<T> means, ArrayView<T> variances, ArrayView<T> weight, ArrayView<T> bias, ArrayView<T> y, ChannelSizes sizes)
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            var set = sizes.Set(item);
            var channel = sizes.Channel(item);
            var value = (x[item] - means[set]) * Reciprocal(variances[set], sizes);
            if (sizes.HasWeight != 0)
                value *= weight[channel];
            if (sizes.HasBias != 0)
                value += bias[channel];
            y[item] = value;
        }
        while (work.Next(ref item));
    }

    /// <summary>dx, a set a group.</summary>
    public static void Vjp<T>(
        ArrayView<T> x, ArrayView<T> means, ArrayView<T> variances, ArrayView<T> weight, ArrayView<T> dy, ArrayView<T> dx, ChannelSizes sizes)
        where T : unmanaged, IKernelNumber<T>
    {
        var parts = SharedMemory.Allocate<T>(Lanes.Most);
        var count = T.FromInt(sizes.Count);
        for (var set = Grid.IdxX; set < sizes.Sets; set += Grid.DimX)
        {
            var mean = means[set];
            var rstd = Reciprocal(variances[set], sizes);
            var first = T.Zero;
            var second = T.Zero;
            if (sizes.AreMoments != 0)
            {
                for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
                {
                    var part = T.Zero;
                    for (var j = lane; j < sizes.Count; j += sizes.Lanes)
                        part += Weighted(dy, weight, sizes.Place(set, j), sizes);
                    parts[lane] = part;
                }

                first = Lanes.Combine<SumOp.Rule, T>(parts, sizes.Lanes) / count;
                for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
                {
                    var part = T.Zero;
                    for (var j = lane; j < sizes.Count; j += sizes.Lanes)
                    {
                        var place = sizes.Place(set, j);
                        part += KernelTests.Strong(Weighted(dy, weight, place, sizes), (x[place] - mean) * rstd);
                    }

                    parts[lane] = part;
                }

                second = Lanes.Combine<SumOp.Rule, T>(parts, sizes.Lanes) / count;
            }

            for (var j = Group.IdxX; j < sizes.Count; j += Group.DimX)
            {
                var place = sizes.Place(set, j);
                var g = Weighted(dy, weight, place, sizes);
                dx[place] = KernelTests.Strong(g - first - KernelTests.Strong(second, (x[place] - mean) * rstd), rstd);
            }

            Group.Barrier();
        }
    }

    /// <summary>dWeight = Σ dy · x̂ and dBias = Σ dy, a channel a group, over the whole batch whatever the sets are.</summary>
    public static void ParameterVjp<T>(
        ArrayView<T> x, ArrayView<T> means, ArrayView<T> variances, ArrayView<T> dy, ArrayView<T> dWeight, ArrayView<T> dBias, ChannelSizes sizes, int lanes)
        where T : unmanaged, IKernelNumber<T>
    {
        var parts = SharedMemory.Allocate<T>(Lanes.Most);
        var count = sizes.Batch * sizes.Inner;
        for (var channel = Grid.IdxX; channel < sizes.Channels; channel += Grid.DimX)
        {
            for (var lane = Group.IdxX; lane < lanes; lane += Group.DimX)
            {
                var part = T.Zero;
                for (var j = lane; j < count; j += lanes)
                {
                    var item = j / sizes.Inner;
                    var place = (((item * sizes.Channels) + channel) * sizes.Inner) + (j - (item * sizes.Inner));
                    var set = sizes.Set(place);
                    part += KernelTests.Strong(dy[place], (x[place] - means[set]) * Reciprocal(variances[set], sizes));
                }

                parts[lane] = part;
            }

            var weighted = Lanes.Combine<SumOp.Rule, T>(parts, lanes);
            for (var lane = Group.IdxX; lane < lanes; lane += Group.DimX)
            {
                var part = T.Zero;
                for (var j = lane; j < count; j += lanes)
                {
                    var item = j / sizes.Inner;
                    part += dy[(((item * sizes.Channels) + channel) * sizes.Inner) + (j - (item * sizes.Inner))];
                }

                parts[lane] = part;
            }

            var plain = Lanes.Combine<SumOp.Rule, T>(parts, lanes);
            if (Group.IdxX == 0)
            {
                dWeight[channel] = weighted;
                dBias[channel] = plain;
            }

            Group.Barrier();
        }
    }

    private static T Reciprocal<T>(T variance, ChannelSizes sizes)
        where T : unmanaged, IKernelNumber<T> => T.One / T.Sqrt(variance + T.FromDouble(sizes.Epsilon));

    private static T Weighted<T>(ArrayView<T> dy, ArrayView<T> weight, int place, ChannelSizes sizes)
        where T : unmanaged, IKernelNumber<T> => sizes.HasWeight != 0 ? KernelTests.Strong(dy[place], weight[sizes.Channel(place)]) : dy[place];
}
