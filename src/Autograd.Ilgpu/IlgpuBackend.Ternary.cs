using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using Autograd.Ops;

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
            if (TakesQuads<T>(plan, a, b, c, y))
                Run(plan, new TernaryPass<TRule, Quad<T>>(a, b, c, y), Quad<T>.Count);
            else
                Run(plan, new TernaryPass<TRule, T>(a, b, c, y));
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
        lock (_gate)
        {
            if (TakesQuads<T>(plan, a, b, c, y, dy, dx))
                Run(plan, new TernaryVjpPass<TRule, TPartial, Quad<T>>(a, b, c, y, dy, dx), Quad<T>.Count);
            else
                Run(plan, new TernaryVjpPass<TRule, TPartial, T>(a, b, c, y, dy, dx));
        }

        KeepAlive(a, b);
        KeepAlive(c, y);
        KeepAlive(dy, dx);
    }
}
