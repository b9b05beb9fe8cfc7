using Autograd.Backends.Cpu.Loops;
using Autograd.Ops;

namespace Autograd.Backends.Cpu;

/// <content>Elementwise loops. A storage is kept alive past its loop, which knows only its address.</content>
internal sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public void Accumulate(in TensorView x, in TensorView y)
    {
        var loop = new ElementwiseLoop(y.Shape, Kernels.Of<AccumulateKernel>(y.DType));
        loop.Input(0, x);
        loop.InPlace(1, y);
        loop.Run();
        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
    }

    /// <inheritdoc/>
    public void Unary<TRule>(in TensorView x, in TensorView y)
        where TRule : struct, IUnaryRule
    {
        var loop = new ElementwiseLoop(y.Shape, Kernels.Of<UnaryKernel<TRule>>(y.DType));
        loop.Input(0, x);
        loop.Output(1, y);
        loop.Run();
        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
    }

    /// <inheritdoc/>
    public void UnaryVjp<TRule>(in TensorView x, in TensorView y, in TensorView dy, in TensorView dx)
        where TRule : struct, IUnaryRule
    {
        var loop = new ElementwiseLoop(dx.Shape, Kernels.Of<UnaryVjpKernel<TRule>>(dx.DType));
        if ((TRule.Saves & Saves.Input) != 0)
            loop.Input(0, x);
        if ((TRule.Saves & Saves.Output) != 0)
            loop.Input(1, y);
        loop.Input(2, dy);
        loop.Output(3, dx);
        loop.Run();
        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
        GC.KeepAlive(dy.Storage);
        GC.KeepAlive(dx.Storage);
    }

    /// <inheritdoc/>
    public void Binary<TRule>(in TensorView a, in TensorView b, in TensorView y)
        where TRule : struct, IBinaryRule
    {
        var loop = new ElementwiseLoop(y.Shape, Kernels.Of<BinaryKernel<TRule>>(y.DType));
        loop.Input(0, a);
        loop.Input(1, b);
        loop.Output(2, y);
        loop.Run();
        GC.KeepAlive(a.Storage);
        GC.KeepAlive(b.Storage);
        GC.KeepAlive(y.Storage);
    }

    /// <inheritdoc/>
    public void BinaryVjp<TRule>(in TensorView a, in TensorView b, in TensorView y, in TensorView dy, in TensorView? da, in TensorView? db)
        where TRule : struct, IBinaryRule
    {
        if (da is not null && db is not null)
            BinaryVjp<TRule, WantsBoth>(a, b, y, dy, da, db);
        else if (da is not null)
            BinaryVjp<TRule, WantsFirst>(a, b, y, dy, da, db);
        else if (db is not null)
            BinaryVjp<TRule, WantsSecond>(a, b, y, dy, da, db);
    }

    /// <inheritdoc/>
    public void Ternary<TRule>(in TensorView a, in TensorView b, in TensorView c, in TensorView y)
        where TRule : struct, ITernaryRule
    {
        var loop = new ElementwiseLoop(y.Shape, Kernels.Of<TernaryKernel<TRule>>(y.DType));
        loop.Input(0, a);
        loop.Input(1, b);
        loop.Input(2, c);
        loop.Output(3, y);
        loop.Run();
        GC.KeepAlive(a.Storage);
        GC.KeepAlive(b.Storage);
        GC.KeepAlive(c.Storage);
        GC.KeepAlive(y.Storage);
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

    /// <inheritdoc/>
    public void Compare<TRule>(in TensorView a, in TensorView b, in TensorView y)
        where TRule : struct, ICompareRule
    {
        var kernel = a.DType == DType.Bool ? CompareKernel<TRule>.OfBools() : Kernels.Of<CompareKernel<TRule>>(a.DType);
        var loop = new ElementwiseLoop(y.Shape, kernel);
        loop.Input(0, a);
        loop.Input(1, b);
        loop.Output(2, y);
        loop.Run();
        GC.KeepAlive(a.Storage);
        GC.KeepAlive(b.Storage);
        GC.KeepAlive(y.Storage);
    }

    /// <inheritdoc/>
    public void Select(in TensorView condition, in TensorView a, in TensorView b, in TensorView y)
    {
        var loop = new ElementwiseLoop(y.Shape, SelectKernel.OfSize(y.DType.Size()));
        loop.Input(0, condition);
        loop.Input(1, a);
        loop.Input(2, b);
        loop.Output(3, y);
        loop.Run();
        GC.KeepAlive(condition.Storage);
        GC.KeepAlive(a.Storage);
        GC.KeepAlive(b.Storage);
        GC.KeepAlive(y.Storage);
    }

    private static void BinaryVjp<TRule, TWants>(
        in TensorView a, in TensorView b, in TensorView y, in TensorView dy, in TensorView? da, in TensorView? db)
        where TRule : struct, IBinaryRule
        where TWants : struct, IWants
    {
        var loop = new ElementwiseLoop(dy.Shape, Kernels.Of<BinaryVjpKernel<TRule, TWants>>(dy.DType));
        if ((BinaryVjpKernel<TRule, TWants>.Reads & Saves.First) != 0)
            loop.Input(0, a);
        if ((BinaryVjpKernel<TRule, TWants>.Reads & Saves.Second) != 0)
            loop.Input(1, b);
        if ((BinaryVjpKernel<TRule, TWants>.Reads & Saves.Output) != 0)
            loop.Input(2, y);
        loop.Input(3, dy);
        if (TWants.First)
            loop.Output(4, da.GetValueOrDefault());
        if (TWants.Second)
            loop.Output(5, db.GetValueOrDefault());
        loop.Run();
        GC.KeepAlive(a.Storage);
        GC.KeepAlive(b.Storage);
        GC.KeepAlive(y.Storage);
        GC.KeepAlive(dy.Storage);
        GC.KeepAlive(da?.Storage);
        GC.KeepAlive(db?.Storage);
    }

    private static void TernaryVjp<TRule, TPartial>(
        in TensorView a, in TensorView b, in TensorView c, in TensorView y, in TensorView dy, in TensorView dx)
        where TRule : struct, ITernaryRule
        where TPartial : struct, ITernaryPartial
    {
        var loop = new ElementwiseLoop(dx.Shape, Kernels.Of<TernaryVjpKernel<TRule, TPartial>>(dx.DType));
        var saves = TPartial.Saves<TRule>();
        if ((saves & Saves.First) != 0)
            loop.Input(0, a);
        if ((saves & Saves.Second) != 0)
            loop.Input(1, b);
        if ((saves & Saves.Third) != 0)
            loop.Input(2, c);
        if ((saves & Saves.Output) != 0)
            loop.Input(3, y);
        loop.Input(4, dy);
        loop.Output(5, dx);
        loop.Run();
        GC.KeepAlive(a.Storage);
        GC.KeepAlive(b.Storage);
        GC.KeepAlive(c.Storage);
        GC.KeepAlive(y.Storage);
        GC.KeepAlive(dy.Storage);
        GC.KeepAlive(dx.Storage);
    }
}
