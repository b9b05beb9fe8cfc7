using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using Autograd.Ilgpu.Memory;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Normalisation, a group of threads a row or a set of channels.</content>
internal sealed partial class IlgpuBackend : INormalizationKernels
{
    /// <summary>Parts that rows are dealt to, at most, where columns are summed.</summary>
    private const int MostParts = 64;

    /// <inheritdoc/>
    public void NormalizeRows(
        in TensorView x, in TensorView? weight, in TensorView? bias, double epsilon, in TensorView y, in TensorView? means, in TensorView rstds)
    {
        switch (x.DType)
        {
            case DType.Float32:
                NormalizeRows<KernelSingle>(x, weight, bias, epsilon, y, means, rstds);
                break;
            case DType.Float64:
                NormalizeRows<KernelDouble>(x, weight, bias, epsilon, y, means, rstds);
                break;
            default:
                throw BackendChecks.NoKernel("layer_norm", x.DType);
        }
    }

    /// <inheritdoc/>
    public void NormalizeRowsVjp(
        in TensorView x,
        in TensorView? weight,
        in TensorView? means,
        in TensorView rstds,
        in TensorView dy,
        in TensorView? dx,
        in TensorView? dWeight,
        in TensorView? dBias)
    {
        switch (x.DType)
        {
            case DType.Float32:
                NormalizeRowsVjp<KernelSingle>(x, weight, means, rstds, dy, dx, dWeight, dBias);
                break;
            case DType.Float64:
                NormalizeRowsVjp<KernelDouble>(x, weight, means, rstds, dy, dx, dWeight, dBias);
                break;
            default:
                throw BackendChecks.NoKernel("layer_norm", x.DType);
        }
    }

    /// <inheritdoc/>
    public void ChannelMoments(in TensorView x, in TensorView means, in TensorView variances)
    {
        switch (x.DType)
        {
            case DType.Float32:
                ChannelMoments<KernelSingle>(x, means, variances);
                break;
            case DType.Float64:
                ChannelMoments<KernelDouble>(x, means, variances);
                break;
            default:
                throw BackendChecks.NoKernel("batch_norm", x.DType);
        }
    }

    /// <inheritdoc/>
    public void NormalizeChannels(
        in TensorView x, in TensorView means, in TensorView variances, double epsilon, in TensorView? weight, in TensorView? bias, in TensorView y)
    {
        switch (x.DType)
        {
            case DType.Float32:
                NormalizeChannels<KernelSingle>(x, means, variances, epsilon, weight, bias, y);
                break;
            case DType.Float64:
                NormalizeChannels<KernelDouble>(x, means, variances, epsilon, weight, bias, y);
                break;
            default:
                throw BackendChecks.NoKernel("batch_norm", x.DType);
        }
    }

    /// <inheritdoc/>
    public void NormalizeChannelsVjp(
        in TensorView x,
        in TensorView means,
        in TensorView variances,
        bool areMoments,
        double epsilon,
        in TensorView? weight,
        in TensorView dy,
        in TensorView? dx,
        in TensorView? dWeight,
        in TensorView? dBias)
    {
        switch (x.DType)
        {
            case DType.Float32:
                NormalizeChannelsVjp<KernelSingle>(x, means, variances, areMoments, epsilon, weight, dy, dx, dWeight, dBias);
                break;
            case DType.Float64:
                NormalizeChannelsVjp<KernelDouble>(x, means, variances, areMoments, epsilon, weight, dy, dx, dWeight, dBias);
                break;
            default:
                throw BackendChecks.NoKernel("batch_norm", x.DType);
        }
    }

    private void NormalizeRows<T>(
        in TensorView x, in TensorView? weight, in TensorView? bias, double epsilon, in TensorView y, in TensorView? means, in TensorView rstds)
        where T : unmanaged, IKernelNumber<T>
    {
        if (x.Shape.Count == 0)
            return;
        var sizes = Rows("layer_norm", x.Shape[0], x.Shape[1]);
        var options = new RowOptions { Epsilon = epsilon, Centres = Flag(means), HasWeight = Flag(weight), HasBias = Flag(bias) };
        lock (_gate)
        {
            Kernel(static a => a.LoadStreamKernel<
                ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, RowSizes, RowOptions>(NormalizationKernels.Rows))(
                Groups(sizes.Rows, sizes.Lanes),
                Elements<T>(x),
                Elements<T>(weight ?? x),
                Elements<T>(bias ?? x),
                Elements<T>(y),
                Elements<T>(means ?? rstds),
                Elements<T>(rstds),
                sizes,
                options);
        }

        KeepAlive(x, weight ?? x);
        KeepAlive(bias ?? x, y);
        KeepAlive(means ?? rstds, rstds);
    }

    private void NormalizeRowsVjp<T>(
        in TensorView x,
        in TensorView? weight,
        in TensorView? means,
        in TensorView rstds,
        in TensorView dy,
        in TensorView? dx,
        in TensorView? dWeight,
        in TensorView? dBias)
        where T : unmanaged, IKernelNumber<T>
    {
        if (x.Shape[1] == 0)
            return;
        var sizes = Rows("layer_norm", x.Shape[0], x.Shape[1]);
        var options = new RowOptions { Centres = Flag(means), HasWeight = Flag(weight) };
        lock (_gate)
        {
            if (dx is { } target && sizes.Rows > 0)
            {
                Kernel(static a => a.LoadStreamKernel<
                    ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, RowSizes, RowOptions>(NormalizationKernels.RowsVjp))(
                    Groups(sizes.Rows, sizes.Lanes),
                    Elements<T>(x),
                    Elements<T>(weight ?? x),
                    Elements<T>(means ?? rstds),
                    Elements<T>(rstds),
                    Elements<T>(dy),
                    Elements<T>(target),
                    sizes,
                    options);
            }

            if (dWeight is not null || dBias is not null)
                SumColumns<T>(x, means ?? rstds, rstds, dy, dWeight, dBias, sizes, options);
        }

        KeepAlive(x, weight ?? x);
        KeepAlive(means ?? rstds, rstds);
        KeepAlive(dy, dx ?? dy);
        KeepAlive(dWeight ?? dy, dBias ?? dy);
    }

    // First each part of the rows, then the parts.
    private void SumColumns<T>(
        in TensorView x, in TensorView means, in TensorView rstds, in TensorView dy, in TensorView? dWeight, in TensorView? dBias, RowSizes sizes, RowOptions options)
        where T : unmanaged, IKernelNumber<T>
    {
        var parts = Math.Clamp(sizes.Rows / 8, 1, MostParts);
        var items = parts * sizes.Length;
        var weights = Memory.Allocate(x.DType, items);
        var biases = Memory.Allocate(x.DType, items);
        Kernel(static a => a.LoadAutoGroupedStreamKernel<
            Index1D, Work, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, RowSizes, RowOptions, int>(NormalizationKernels.ColumnParts))(
            Threads(items),
            Share(items),
            Elements<T>(x),
            Elements<T>(means),
            Elements<T>(rstds),
            Elements<T>(dy),
            weights.View<T>(0),
            biases.View<T>(0),
            sizes,
            options,
            parts);
        Total<T>(weights, dWeight, parts, sizes.Length);
        Total<T>(biases, dBias, parts, sizes.Length);
        Memory.Release(weights);
        Memory.Release(biases);
    }

    private void Total<T>(IlgpuStorage shares, in TensorView? target, int parts, int length)
        where T : unmanaged, IKernelNumber<T>
    {
        if (target is not { } sums)
            return;
        Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, ArrayView<T>, int, int, int>(ReduceKernels.Level<SumOp.Rule, T>))(
            Threads(length), Share(length), shares.View<T>(0), Elements<T>(sums), parts, 1, length);
    }

    private void ChannelMoments<T>(in TensorView x, in TensorView means, in TensorView variances)
        where T : unmanaged, IKernelNumber<T>
    {
        if (means.Shape.Count == 0)
            return;
        var sizes = Channels(x, means, 0);
        lock (_gate)
        {
            Kernel(static a => a.LoadStreamKernel<ArrayView<T>, ArrayView<T>, ArrayView<T>, ChannelSizes>(ChannelKernels.Moments))(
                Groups(sizes.Sets, sizes.Lanes), Elements<T>(x), Elements<T>(means), Elements<T>(variances), sizes);
        }

        KeepAlive(x, means);
        KeepAlive(variances, variances);
    }

    private void NormalizeChannels<T>(
        in TensorView x, in TensorView means, in TensorView variances, double epsilon, in TensorView? weight, in TensorView? bias, in TensorView y)
        where T : unmanaged, IKernelNumber<T>
    {
        if (x.Shape.Count == 0)
            return;
        var sizes = Channels(x, means, epsilon);
        sizes.HasWeight = Flag(weight);
        sizes.HasBias = Flag(bias);
        var items = (int)x.Shape.Count;
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<
                Index1D, Work, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ChannelSizes>(ChannelKernels.Normalize))(
                Threads(items),
                Share(items),
                Elements<T>(x),
                Elements<T>(means),
                Elements<T>(variances),
                Elements<T>(weight ?? x),
                Elements<T>(bias ?? x),
                Elements<T>(y),
                sizes);
        }

        KeepAlive(x, means);
        KeepAlive(variances, weight ?? x);
        KeepAlive(bias ?? x, y);
    }

    private void NormalizeChannelsVjp<T>(
        in TensorView x,
        in TensorView means,
        in TensorView variances,
        bool areMoments,
        double epsilon,
        in TensorView? weight,
        in TensorView dy,
        in TensorView? dx,
        in TensorView? dWeight,
        in TensorView? dBias)
        where T : unmanaged, IKernelNumber<T>
    {
        if (x.Shape[1] == 0)
            return;
        var sizes = Channels(x, means, epsilon);
        sizes.HasWeight = Flag(weight);
        sizes.AreMoments = areMoments ? 1 : 0;
        lock (_gate)
        {
            if (dx is { } target && x.Shape.Count > 0)
            {
                Kernel(static a => a.LoadStreamKernel<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ChannelSizes>(ChannelKernels.Vjp))(
                    Groups(sizes.Sets, sizes.Lanes), Elements<T>(x), Elements<T>(means), Elements<T>(variances), Elements<T>(weight ?? x), Elements<T>(dy), Elements<T>(target), sizes);
            }

            if (dWeight is not null || dBias is not null)
            {
                // One kernel gives both; what nobody asks for goes into room of its own.
                var spare = Memory.Allocate(x.DType, sizes.Channels);
                var lanes = Lanes.Of((long)sizes.Batch * sizes.Inner);
                Kernel(static a => a.LoadStreamKernel<ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ChannelSizes, int>(ChannelKernels.ParameterVjp))(
                    Groups(sizes.Channels, lanes),
                    Elements<T>(x),
                    Elements<T>(means),
                    Elements<T>(variances),
                    Elements<T>(dy),
                    dWeight is { } weights ? Elements<T>(weights) : spare.View<T>(0),
                    dBias is { } biases ? Elements<T>(biases) : spare.View<T>(0),
                    sizes,
                    lanes);
                Memory.Release(spare);
            }
        }

        KeepAlive(x, means);
        KeepAlive(variances, weight ?? x);
        KeepAlive(dy, dx ?? dy);
        KeepAlive(dWeight ?? dy, dBias ?? dy);
    }

    private static ChannelSizes Channels(in TensorView x, in TensorView means, double epsilon)
    {
        CheckCount("batch_norm", x.Shape.Count);
        var sizes = new ChannelSizes
        {
            Batch = x.Shape[0],
            Channels = x.Shape[1],
            Inner = x.Shape[2],
            Groups = means.Shape.Rank == 2 ? means.Shape[1] : 0,
            Epsilon = epsilon,
        };
        sizes.Lanes = Lanes.Of(sizes.Count);
        return sizes;
    }

    private static int Flag(in TensorView? view) => view is null ? 0 : 1;
}
