using Autograd.Backends;
using Autograd.Ilgpu.Kernels;

namespace Autograd.Ilgpu;

/// <content>Convolution's three maps: products whose operands are read from the images as they are needed.</content>
internal sealed partial class IlgpuBackend : IConvolutionKernels
{
    /// <summary>Places that a part of the kernel's gradient sums over at least.</summary>
    private const int LeastOfPart = 128;

    /// <inheritdoc/>
    public void Convolve(in TensorView x, in TensorView w, in TensorView? bias, in TensorView y, in ConvolutionGeometry geometry)
    {
        switch (y.DType)
        {
            case DType.Float32:
                Convolve<KernelSingle>(x, w, bias, y, geometry);
                break;
            case DType.Float64:
                Convolve<KernelDouble>(x, w, bias, y, geometry);
                break;
            default:
                throw BackendChecks.NoKernel("conv2d", y.DType);
        }
    }

    /// <inheritdoc/>
    public void ConvolveInputGradient(in TensorView dy, in TensorView w, in TensorView dx, in ConvolutionGeometry geometry)
    {
        switch (dx.DType)
        {
            case DType.Float32:
                ConvolveInputGradient<KernelSingle>(dy, w, dx, geometry);
                break;
            case DType.Float64:
                ConvolveInputGradient<KernelDouble>(dy, w, dx, geometry);
                break;
            default:
                throw BackendChecks.NoKernel("conv2d_input_gradient", dx.DType);
        }
    }

    /// <inheritdoc/>
    public void ConvolveWeightGradient(in TensorView x, in TensorView dy, in TensorView dw, in ConvolutionGeometry geometry)
    {
        switch (dw.DType)
        {
            case DType.Float32:
                ConvolveWeightGradient<KernelSingle>(x, dy, dw, geometry);
                break;
            case DType.Float64:
                ConvolveWeightGradient<KernelDouble>(x, dy, dw, geometry);
                break;
            default:
                throw BackendChecks.NoKernel("conv2d_weight_gradient", dw.DType);
        }
    }

    private void Convolve<T>(in TensorView x, in TensorView w, in TensorView? bias, in TensorView y, in ConvolutionGeometry geometry)
        where T : unmanaged, IKernelNumber<T>
    {
        if (y.Shape.Count == 0)
            return;
        CheckCount("conv2d", Math.Max(Math.Max(x.Shape.Count, y.Shape.Count), w.Shape.Count));
        var sizes = WindowSizes.Of(geometry);
        var length = sizes.InOfGroup * sizes.KernelHeight * sizes.KernelWidth;
        var target = new PlaneTarget<T>
        {
            Elements = Elements<T>(y),
            Bias = Elements<T>(bias ?? y),
            HasBias = bias is null ? 0 : 1,
            Channels = sizes.OutChannels,
            OfGroup = sizes.OutOfGroup,
            Places = sizes.OutHeight * sizes.OutWidth,
        };
        lock (_gate)
        {
            Multiply<T, FilterSource<T>, PatchSource<T>, PlaneTarget<T>>(
                new() { Elements = Elements<T>(w), Sizes = sizes },
                new() { Elements = Elements<T>(x), Sizes = sizes },
                target,
                geometry.Groups,
                sizes.OutOfGroup,
                geometry.Batch * target.Places,
                length,
                length,
                leftAlongInner: true,
                rightAlongInner: false);
        }

        KeepAlive(x, w);
        KeepAlive(bias ?? y, y);
    }

    private void ConvolveInputGradient<T>(in TensorView dy, in TensorView w, in TensorView dx, in ConvolutionGeometry geometry)
        where T : unmanaged, IKernelNumber<T>
    {
        if (dx.Shape.Count == 0)
            return;
        CheckCount("conv2d_input_gradient", Math.Max(Math.Max(dx.Shape.Count, dy.Shape.Count), w.Shape.Count));
        var sizes = WindowSizes.Of(geometry);
        lock (_gate)
        {
            for (var i = 0; i < sizes.StrideHeight; i++)
            {
                var rows = SpreadAxis.Of(i, sizes.Height, sizes.KernelHeight, sizes.StrideHeight, sizes.PaddingHeight, sizes.DilationHeight);
                for (var j = 0; j < sizes.StrideWidth; j++)
                {
                    var columns = SpreadAxis.Of(j, sizes.Width, sizes.KernelWidth, sizes.StrideWidth, sizes.PaddingWidth, sizes.DilationWidth);
                    var places = geometry.Batch * rows.Count * columns.Count;
                    if (places == 0)
                        continue;
                    var length = sizes.OutOfGroup * rows.Taps * columns.Taps;
                    Multiply<T, TurnedFilterSource<T>, SpreadSource<T>, SpreadTarget<T>>(
                        new() { Elements = Elements<T>(w), Rows = rows, Columns = columns, Sizes = sizes },
                        new() { Elements = Elements<T>(dy), Rows = rows, Columns = columns, Sizes = sizes },
                        new() { Elements = Elements<T>(dx), Rows = rows, Columns = columns, Sizes = sizes },
                        geometry.Groups,
                        sizes.InOfGroup,
                        places,
                        length,
                        length,
                        leftAlongInner: true,
                        rightAlongInner: false);
                }
            }
        }

        KeepAlive(dy, w);
        KeepAlive(dx, dx);
    }

    private void ConvolveWeightGradient<T>(in TensorView x, in TensorView dy, in TensorView dw, in ConvolutionGeometry geometry)
        where T : unmanaged, IKernelNumber<T>
    {
        if (dw.Shape.Count == 0)
            return;
        CheckCount("conv2d_weight_gradient", Math.Max(Math.Max(x.Shape.Count, dy.Shape.Count), dw.Shape.Count));
        var sizes = WindowSizes.Of(geometry);
        var length = sizes.InOfGroup * sizes.KernelHeight * sizes.KernelWidth;
        var inner = geometry.Batch * sizes.OutHeight * sizes.OutWidth;
        var innerOfPart = Math.Max(LeastOfPart, (inner + MostParts - 1) / MostParts);
        var parts = Math.Max(1, (inner + innerOfPart - 1) / innerOfPart);
        var count = (int)dw.Shape.Count;
        lock (_gate)
        {
            var room = parts == 1 ? null : Memory.Allocate(dw.DType, (long)parts * count);
            var target = room is null ? Elements<T>(dw) : room.View<T>(0);
            Multiply<T, PlaneSource<T>, PatchSource<T>, MatrixTarget<T>>(
                new() { Elements = Elements<T>(dy), Sizes = sizes },
                new() { Elements = Elements<T>(x), Sizes = sizes, IsTurned = 1 },
                new() { Elements = target, Bias = target, MatrixStep = (long)sizes.OutOfGroup * length, RowStep = length },
                geometry.Groups,
                sizes.OutOfGroup,
                length,
                inner,
                innerOfPart,
                leftAlongInner: true,
                rightAlongInner: true);
            if (room is not null)
            {
                ReduceLevels<SumOp.Rule, T>(dw.DType, target, Elements<T>(dw), 1, parts, count);
                Memory.Release(room);
            }
        }

        KeepAlive(x, dy);
        KeepAlive(dw, dw);
    }
}
