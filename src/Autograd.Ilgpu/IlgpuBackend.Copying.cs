using Autograd.Backends;
using Autograd.Backends.Cpu.Loops;
using Autograd.Ilgpu.Kernels;

namespace Autograd.Ilgpu;

/// <content>Copies, conversions, fills and choices.</content>
internal sealed partial class IlgpuBackend
{
    /// <inheritdoc/>
    public void Fill(in TensorView y, double value)
    {
        switch (y.DType)
        {
            case DType.Float32:
                FillWith(y, (float)value);
                break;
            case DType.Float64:
                FillWith(y, value);
                break;
            case DType.Int32:
                FillWith(y, Conversion.Convert<double, int>(value));
                break;
            case DType.Int64:
                FillWith(y, Conversion.Convert<double, long>(value));
                break;
            case DType.Bool:
                FillWith(y, value != 0 ? (byte)1 : (byte)0);
                break;
            case DType.Float16:
                FillWith(y, BitConverter.HalfToUInt16Bits(Conversion.Convert<double, System.Half>(value)));
                break;
            default:
                FillWith(y, Conversion.Convert<double, BFloat16>(value).Bits);
                break;
        }
    }

    /// <inheritdoc/>
    public void Copy(in TensorView x, in TensorView y)
    {
        if (x.DType == y.DType)
        {
            switch (y.DType.Size())
            {
                case 1:
                    CopyBits<byte>(x, y);
                    break;
                case 2:
                    CopyBits<ushort>(x, y);
                    break;
                case 4:
                    CopyBits<int>(x, y);
                    break;
                default:
                    CopyBits<long>(x, y);
                    break;
            }

            return;
        }

        switch (x.DType)
        {
            case DType.Float32:
                ConvertFrom<KernelSingle>(x, y);
                break;
            case DType.Float64:
                ConvertFrom<KernelDouble>(x, y);
                break;
            case DType.Int32:
                ConvertFrom<KernelInt32>(x, y);
                break;
            case DType.Int64:
                ConvertFrom<KernelInt64>(x, y);
                break;
            case DType.Bool:
                ConvertFrom<KernelTruth>(x, y);
                break;
            case DType.Float16:
                ConvertFrom<KernelHalf>(x, y);
                break;
            default:
                ConvertFrom<KernelBFloat16>(x, y);
                break;
        }
    }

    /// <inheritdoc/>
    public void Select(in TensorView condition, in TensorView a, in TensorView b, in TensorView y)
    {
        switch (y.DType.Size())
        {
            case 1:
                Select<byte>(condition, a, b, y);
                break;
            case 2:
                Select<ushort>(condition, a, b, y);
                break;
            case 4:
                Select<int>(condition, a, b, y);
                break;
            default:
                Select<long>(condition, a, b, y);
                break;
        }
    }

    private void FillWith<T>(in TensorView y, T value)
        where T : unmanaged
    {
        if (y.Shape.Count == 0)
            return;
        var plan = KernelPlan.Create("fill", stackalloc int[KernelPlan.Space(1)], y.Shape.Lengths, y.Strides);
        lock (_gate)
            Run(plan, new FillPass<T>(y, value));

        KeepAlive(y, y);
    }

    private void CopyBits<T>(in TensorView x, in TensorView y)
        where T : unmanaged
    {
        if (y.Shape.Count == 0)
            return;
        var plan = KernelPlan.Create("copy", stackalloc int[KernelPlan.Space(2)], y.Shape.Lengths, x.Strides, y.Strides);
        lock (_gate)
            Run(plan, new CopyPass<T>(x, y));

        KeepAlive(x, y);
    }

    private void ConvertFrom<TFrom>(in TensorView x, in TensorView y)
        where TFrom : unmanaged, IKernelElement<TFrom>
    {
        switch (y.DType)
        {
            case DType.Float32:
                Convert<TFrom, KernelSingle>(x, y);
                break;
            case DType.Float64:
                Convert<TFrom, KernelDouble>(x, y);
                break;
            case DType.Int32:
                Convert<TFrom, KernelInt32>(x, y);
                break;
            case DType.Int64:
                Convert<TFrom, KernelInt64>(x, y);
                break;
            case DType.Bool:
                Convert<TFrom, KernelTruth>(x, y);
                break;
            case DType.Float16:
                Convert<TFrom, KernelHalf>(x, y);
                break;
            default:
                Convert<TFrom, KernelBFloat16>(x, y);
                break;
        }
    }

    private void Convert<TFrom, TTo>(in TensorView x, in TensorView y)
        where TFrom : unmanaged, IKernelElement<TFrom>
        where TTo : unmanaged, IKernelElement<TTo>
    {
        if (y.Shape.Count == 0)
            return;
        var plan = KernelPlan.Create("copy", stackalloc int[KernelPlan.Space(2)], y.Shape.Lengths, x.Strides, y.Strides);
        lock (_gate)
            Run(plan, new ConvertPass<TFrom, TTo>(x, y));

        KeepAlive(x, y);
    }

    private void Select<T>(in TensorView condition, in TensorView a, in TensorView b, in TensorView y)
        where T : unmanaged
    {
        if (y.Shape.Count == 0)
            return;
        var plan = KernelPlan.Create("where", stackalloc int[KernelPlan.Space(4)], y.Shape.Lengths, condition.Strides, a.Strides, b.Strides, y.Strides);
        lock (_gate)
            Run(plan, new SelectPass<T>(condition, a, b, y));

        KeepAlive(condition, a);
        KeepAlive(b, y);
    }
}
