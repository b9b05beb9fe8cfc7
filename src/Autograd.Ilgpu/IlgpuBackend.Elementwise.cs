using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using Autograd.Ops;

namespace Autograd.Ilgpu;

/// <content>Operations' rules, one thread an element.</content>
internal sealed partial class IlgpuBackend
{
    /// <inheritdoc/>
    public void Unary<TRule>(in TensorView x, in TensorView y)
        where TRule : struct, IUnaryRule
    {
        switch (x.DType)
        {
            case DType.Float32:
                Unary<TRule, KernelSingle>(x, y);
                break;
            case DType.Float64:
                Unary<TRule, KernelDouble>(x, y);
                break;
            case DType.Int32:
                Unary<TRule, KernelInt32>(x, y);
                break;
            case DType.Int64:
                Unary<TRule, KernelInt64>(x, y);
                break;
            default:
                throw BackendChecks.NoKernel("unary", x.DType);
        }
    }

    /// <inheritdoc/>
    public void UnaryVjp<TRule>(in TensorView x, in TensorView y, in TensorView dy, in TensorView dx)
        where TRule : struct, IUnaryRule
    {
        // What is not saved is any view; dy in its place does not keep axes from merging.
        var input = (TRule.Saves & Saves.Input) != 0 ? x : dy;
        var output = (TRule.Saves & Saves.Output) != 0 ? y : dy;
        switch (dy.DType)
        {
            case DType.Float32:
                UnaryVjp<TRule, KernelSingle>(input, output, dy, dx);
                break;
            case DType.Float64:
                UnaryVjp<TRule, KernelDouble>(input, output, dy, dx);
                break;
            default:
                throw BackendChecks.NoKernel("unary_vjp", dy.DType);
        }
    }

    /// <inheritdoc/>
    public void Binary<TRule>(in TensorView a, in TensorView b, in TensorView y)
        where TRule : struct, IBinaryRule
    {
        switch (a.DType)
        {
            case DType.Float32:
                Binary<TRule, KernelSingle>(a, b, y);
                break;
            case DType.Float64:
                Binary<TRule, KernelDouble>(a, b, y);
                break;
            case DType.Int32:
                Binary<TRule, KernelInt32>(a, b, y);
                break;
            case DType.Int64:
                Binary<TRule, KernelInt64>(a, b, y);
                break;
            default:
                throw BackendChecks.NoKernel("binary", a.DType);
        }
    }

    /// <inheritdoc/>
    public void BinaryVjp<TRule>(in TensorView a, in TensorView b, in TensorView y, in TensorView dy, in TensorView? da, in TensorView? db)
        where TRule : struct, IBinaryRule
    {
        var reads = (da is null ? Saves.None : TRule.SavesForFirst) | (db is null ? Saves.None : TRule.SavesForSecond);
        var first = (reads & Saves.First) != 0 ? a : dy;
        var second = (reads & Saves.Second) != 0 ? b : dy;
        var output = (reads & Saves.Output) != 0 ? y : dy;
        switch (dy.DType)
        {
            case DType.Float32:
                BinaryVjp<TRule, KernelSingle>(first, second, output, dy, da, db);
                break;
            case DType.Float64:
                BinaryVjp<TRule, KernelDouble>(first, second, output, dy, da, db);
                break;
            default:
                throw BackendChecks.NoKernel("binary_vjp", dy.DType);
        }
    }

    /// <inheritdoc/>
    public void Compare<TRule>(in TensorView a, in TensorView b, in TensorView y)
        where TRule : struct, ICompareRule
    {
        switch (a.DType)
        {
            case DType.Float32:
                Compare<TRule, KernelSingle, KernelSingle>(a, b, y);
                break;
            case DType.Float64:
                Compare<TRule, KernelDouble, KernelDouble>(a, b, y);
                break;
            case DType.Int32:
                Compare<TRule, KernelInt32, KernelInt32>(a, b, y);
                break;
            case DType.Int64:
                Compare<TRule, KernelInt64, KernelInt64>(a, b, y);
                break;
            case DType.Bool:
                Compare<TRule, KernelTruth, KernelInt32>(a, b, y);
                break;
            default:
                throw BackendChecks.NoKernel("compare", a.DType);
        }
    }

    /// <inheritdoc/>
    public void Accumulate(in TensorView x, in TensorView y)
    {
        switch (y.DType)
        {
            case DType.Float32:
                Accumulate<KernelSingle>(x, y);
                break;
            case DType.Float64:
                Accumulate<KernelDouble>(x, y);
                break;
            case DType.Int32:
                Accumulate<KernelInt32>(x, y);
                break;
            case DType.Int64:
                Accumulate<KernelInt64>(x, y);
                break;
            default:
                throw BackendChecks.NoKernel("accumulate", y.DType);
        }
    }

    private void Unary<TRule, T>(in TensorView x, in TensorView y)
        where TRule : struct, IUnaryRule
        where T : unmanaged, IKernelNumber<T>
    {
        if (y.Shape.Count == 0)
            return;
        var plan = KernelPlan.Create("unary", stackalloc int[KernelPlan.Space(2)], y.Shape.Lengths, x.Strides, y.Strides);
        lock (_gate)
        {
            if (TakesQuads<T>(plan, x, y))
                Run(plan, new UnaryPass<TRule, Quad<T>>(x, y), Quad<T>.Count);
            else
                Run(plan, new UnaryPass<TRule, T>(x, y));
        }

        KeepAlive(x, y);
    }

    private void UnaryVjp<TRule, T>(in TensorView x, in TensorView y, in TensorView dy, in TensorView dx)
        where TRule : struct, IUnaryRule
        where T : unmanaged, IKernelNumber<T>
    {
        if (dy.Shape.Count == 0)
            return;
        var plan = KernelPlan.Create("unary_vjp", stackalloc int[KernelPlan.Space(4)], dy.Shape.Lengths, x.Strides, y.Strides, dy.Strides, dx.Strides);
        lock (_gate)
        {
            if (TakesQuads<T>(plan, x, y, dy, dx))
                Run(plan, new UnaryVjpPass<TRule, Quad<T>>(x, y, dy, dx), Quad<T>.Count);
            else
                Run(plan, new UnaryVjpPass<TRule, T>(x, y, dy, dx));
        }

        KeepAlive(x, y);
        KeepAlive(dy, dx);
    }

    private void Binary<TRule, T>(in TensorView a, in TensorView b, in TensorView y)
        where TRule : struct, IBinaryRule
        where T : unmanaged, IKernelNumber<T>
    {
        if (y.Shape.Count == 0)
            return;
        var plan = KernelPlan.Create("binary", stackalloc int[KernelPlan.Space(3)], y.Shape.Lengths, a.Strides, b.Strides, y.Strides);
        lock (_gate)
        {
            if (TakesQuads<T>(plan, a, b, y))
                Run(plan, new BinaryPass<TRule, Quad<T>>(a, b, y), Quad<T>.Count);
            else
                Run(plan, new BinaryPass<TRule, T>(a, b, y));
        }

        KeepAlive(a, b);
        KeepAlive(y, y);
    }

    private void BinaryVjp<TRule, T>(in TensorView a, in TensorView b, in TensorView y, in TensorView dy, in TensorView? da, in TensorView? db)
        where TRule : struct, IBinaryRule
        where T : unmanaged, IKernelNumber<T>
    {
        if (dy.Shape.Count == 0 || (da ?? db) is not { } one)
            return;
        var other = db ?? one;
        var plan = KernelPlan.Create(
            "binary_vjp", stackalloc int[KernelPlan.Space(6)], dy.Shape.Lengths, a.Strides, b.Strides, y.Strides, dy.Strides, one.Strides, other.Strides);
        lock (_gate)
        {
            if (TakesQuads<T>(plan, a, b, y, dy, one, other))
                Run(plan, new BinaryVjpPass<TRule, Quad<T>>(a, b, y, dy, da, db), Quad<T>.Count);
            else
                Run(plan, new BinaryVjpPass<TRule, T>(a, b, y, dy, da, db));
        }

        KeepAlive(a, b);
        KeepAlive(y, dy);
        KeepAlive(one, other);
    }

    private void Compare<TRule, TElement, T>(in TensorView a, in TensorView b, in TensorView y)
        where TRule : struct, ICompareRule
        where TElement : unmanaged, IKernelElement<TElement>
        where T : unmanaged, IKernelNumber<T>
    {
        if (y.Shape.Count == 0)
            return;
        var plan = KernelPlan.Create("compare", stackalloc int[KernelPlan.Space(3)], y.Shape.Lengths, a.Strides, b.Strides, y.Strides);
        lock (_gate)
            Run(plan, new ComparePass<TRule, TElement, T>(a, b, y));

        KeepAlive(a, b);
        KeepAlive(y, y);
    }

    private void Accumulate<T>(in TensorView x, in TensorView y)
        where T : unmanaged, IKernelNumber<T>
    {
        if (y.Shape.Count == 0)
            return;
        var plan = KernelPlan.Create("accumulate", stackalloc int[KernelPlan.Space(2)], y.Shape.Lengths, x.Strides, y.Strides);
        lock (_gate)
        {
            if (TakesQuads<T>(plan, x, y))
                Run(plan, new AccumulatePass<Quad<T>>(x, y), Quad<T>.Count);
            else
                Run(plan, new AccumulatePass<T>(x, y));
        }

        KeepAlive(x, y);
    }

    // A storage that nobody refers to any more goes back to the pool, which must not happen before its kernel is queued.
    private static void KeepAlive(in TensorView first, in TensorView second)
    {
        GC.KeepAlive(first.Storage);
        GC.KeepAlive(second.Storage);
    }
}
