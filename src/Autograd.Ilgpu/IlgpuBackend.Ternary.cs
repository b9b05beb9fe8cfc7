using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using Autograd.Ops;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Rules of three inputs, one thread an element.</content>
internal sealed partial class IlgpuBackend
{
    /// <inheritdoc/>
    public void Ternary<TRule>(in TensorView a, in TensorView b, in TensorView c, in TensorView y)
        where TRule : struct, ITernaryRule
    {
        switch (a.DType)
        {
            case DType.Float32:
                Ternary<TRule, KernelSingle>(a, b, c, y);
                break;
            case DType.Float64:
                Ternary<TRule, KernelDouble>(a, b, c, y);
                break;
            case DType.Int32:
                Ternary<TRule, KernelInt32>(a, b, c, y);
                break;
            case DType.Int64:
                Ternary<TRule, KernelInt64>(a, b, c, y);
                break;
            default:
                throw BackendChecks.NoKernel("ternary", a.DType);
        }
    }

    /// <inheritdoc/>
    public void TernaryVjp<TRule>(in TensorView a, in TensorView b, in TensorView c, in TensorView y, in TensorView dy, int input, in TensorView dx)
        where TRule : struct, ITernaryRule
    {
        if (input == 0)
            TernaryVjp<TRule, TernaryFirst>(a, b, c, y, dy, dx);
        else if (input == 1)
            TernaryVjp<TRule, TernarySecond>(a, b, c, y, dy, dx);
        else
            TernaryVjp<TRule, TernaryThird>(a, b, c, y, dy, dx);
    }

    private void TernaryVjp<TRule, TPartial>(in TensorView a, in TensorView b, in TensorView c, in TensorView y, in TensorView dy, in TensorView dx)
        where TRule : struct, ITernaryRule
        where TPartial : struct, ITernaryPartial
    {
        // What is not saved is any view; dy in its place does not keep axes from merging.
        var saves = TPartial.Saves<TRule>();
        var first = (saves & Saves.First) != 0 ? a : dy;
        var second = (saves & Saves.Second) != 0 ? b : dy;
        var third = (saves & Saves.Third) != 0 ? c : dy;
        var output = (saves & Saves.Output) != 0 ? y : dy;
        switch (dy.DType)
        {
            case DType.Float32:
                TernaryVjp<TRule, TPartial, KernelSingle>(first, second, third, output, dy, dx);
                break;
            case DType.Float64:
                TernaryVjp<TRule, TPartial, KernelDouble>(first, second, third, output, dy, dx);
                break;
            default:
                throw BackendChecks.NoKernel("ternary_vjp", dy.DType);
        }
    }

    private void Ternary<TRule, T>(in TensorView a, in TensorView b, in TensorView c, in TensorView y)
        where TRule : struct, ITernaryRule
        where T : unmanaged, IKernelNumber<T>
    {
        if (y.Shape.Count == 0)
            return;
        var plan = KernelPlan.Create("ternary", stackalloc int[KernelPlan.Space(4)], y.Shape.Lengths, a.Strides, b.Strides, c.Strides, y.Strides);
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, LoopAxes, Operand<T>, Operand<T>, Operand<T>, Operand<T>>(ElementwiseKernels.Ternary<TRule, T>))(
                Threads(plan.Count), plan.ToAxes(Share(plan.Count)), plan.ToOperand<T>(0, a), plan.ToOperand<T>(1, b), plan.ToOperand<T>(2, c), plan.ToOperand<T>(3, y));
        }

        KeepAlive(a, b);
        KeepAlive(c, y);
    }

    private void TernaryVjp<TRule, TPartial, T>(in TensorView a, in TensorView b, in TensorView c, in TensorView y, in TensorView dy, in TensorView dx)
        where TRule : struct, ITernaryRule
        where TPartial : struct, ITernaryPartial
        where T : unmanaged, IKernelNumber<T>
    {
        if (dy.Shape.Count == 0)
            return;
        var plan = KernelPlan.Create(
            "ternary_vjp", stackalloc int[KernelPlan.Space(6)], dy.Shape.Lengths, a.Strides, b.Strides, c.Strides, y.Strides, dy.Strides, dx.Strides);
        var (axes, first, second, third) = (plan.ToAxes(Share(plan.Count)), plan.ToOperand<T>(0, a), plan.ToOperand<T>(1, b), plan.ToOperand<T>(2, c));
        var (output, cotangent, target) = (plan.ToOperand<T>(3, y), plan.ToOperand<T>(4, dy), plan.ToOperand<T>(5, dx));
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, LoopAxes, Operand<T>, Operand<T>, Operand<T>, Operand<T>, Operand<T>, Operand<T>>(
                ElementwiseKernels.TernaryVjp<TRule, TPartial, T>))(Threads(plan.Count), axes, first, second, third, output, cotangent, target);
        }

        KeepAlive(a, b);
        KeepAlive(c, y);
        KeepAlive(dy, dx);
    }
}
