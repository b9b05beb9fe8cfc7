using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Loops;
using Autograd.Ops;

namespace Autograd.Backends.Cpu;

/// <content>Elementwise loops. A storage is kept alive past its loop, which knows only its address.</content>
internal sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Accumulate(in TensorView x, in TensorView y)
    {
        var kernel = Kernels.Of<AccumulateKernel>(y.DType);
        var direct = new DirectCall(y);
        if (direct.IsPossible && direct.Takes(x))
        {
            var operands = stackalloc byte*[2];
            operands[0] = DirectCall.Start(x);
            operands[1] = DirectCall.Start(y);
            kernel(operands, direct.Count);
        }
        else
        {
            var loop = new ElementwiseLoop(y.Shape, kernel);
            loop.Input(0, x);
            loop.InPlace(1, y);
            loop.Run();
        }

        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Unary<TRule>(in TensorView x, in TensorView y)
        where TRule : struct, IUnaryRule
    {
        var kernel = Kernels.Of<UnaryKernel<TRule>>(y.DType);
        var direct = new DirectCall(y);
        if (direct.IsPossible && direct.Takes(x))
        {
            var operands = stackalloc byte*[2];
            operands[0] = DirectCall.Start(x);
            operands[1] = DirectCall.Start(y);
            kernel(operands, direct.Count);
        }
        else
        {
            var loop = new ElementwiseLoop(y.Shape, kernel);
            loop.Input(0, x);
            loop.Output(1, y);
            loop.Run();
        }

        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void UnaryVjp<TRule>(in TensorView x, in TensorView y, in TensorView dy, in TensorView dx)
        where TRule : struct, IUnaryRule
    {
        var kernel = Kernels.Of<UnaryVjpKernel<TRule>>(dx.DType);
        var readsInput = (TRule.Saves & Saves.Input) != 0;
        var readsOutput = (TRule.Saves & Saves.Output) != 0;
        var direct = new DirectCall(dx);
        if (direct.IsPossible && direct.Takes(dy) && (!readsInput || direct.Takes(x)) && (!readsOutput || direct.Takes(y)))
        {
            var operands = stackalloc byte*[4];
            operands[0] = readsInput ? DirectCall.Start(x) : null;
            operands[1] = readsOutput ? DirectCall.Start(y) : null;
            operands[2] = DirectCall.Start(dy);
            operands[3] = DirectCall.Start(dx);
            kernel(operands, direct.Count);
        }
        else
        {
            var loop = new ElementwiseLoop(dx.Shape, kernel);
            if (readsInput)
                loop.Input(0, x);
            if (readsOutput)
                loop.Input(1, y);
            loop.Input(2, dy);
            loop.Output(3, dx);
            loop.Run();
        }

        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
        GC.KeepAlive(dy.Storage);
        GC.KeepAlive(dx.Storage);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Binary<TRule>(in TensorView a, in TensorView b, in TensorView y)
        where TRule : struct, IBinaryRule
    {
        var kernel = Kernels.Of<BinaryKernel<TRule>>(y.DType);
        var direct = new DirectCall(y);
        if (direct.IsPossible && direct.Takes(a) && direct.Takes(b))
        {
            var operands = stackalloc byte*[3];
            operands[0] = DirectCall.Start(a);
            operands[1] = DirectCall.Start(b);
            operands[2] = DirectCall.Start(y);
            kernel(operands, direct.Count);
        }
        else
        {
            var loop = new ElementwiseLoop(y.Shape, kernel);
            loop.Input(0, a);
            loop.Input(1, b);
            loop.Output(2, y);
            loop.Run();
        }

        GC.KeepAlive(a.Storage);
        GC.KeepAlive(b.Storage);
        GC.KeepAlive(y.Storage);
    }

    /// <inheritdoc/>
    public void BinaryVjp<TRule>(in TensorView a, in TensorView b, in TensorView y, in TensorView dy, in TensorView? da, in TensorView? db)
        where TRule : struct, IBinaryRule
    {
        var first = da.GetValueOrDefault();
        var second = db.GetValueOrDefault();
        if (da is not null && db is not null)
            BinaryVjp<TRule, WantsBoth>(a, b, y, dy, first, second);
        else if (da is not null)
            BinaryVjp<TRule, WantsFirst>(a, b, y, dy, first, second);
        else if (db is not null)
            BinaryVjp<TRule, WantsSecond>(a, b, y, dy, first, second);
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

    /// <summary>The same for who knows at compile time which cotangents are wanted; the other's view is not looked at.</summary>
    [SkipLocalsInit]
    internal static void BinaryVjp<TRule, TWants>(
        in TensorView a, in TensorView b, in TensorView y, in TensorView dy, in TensorView first, in TensorView second)
        where TRule : struct, IBinaryRule
        where TWants : struct, IWants
    {
        var kernel = Kernels.Of<BinaryVjpKernel<TRule, TWants>>(dy.DType);
        var readsFirst = (BinaryVjpKernel<TRule, TWants>.Reads & Saves.First) != 0;
        var readsSecond = (BinaryVjpKernel<TRule, TWants>.Reads & Saves.Second) != 0;
        var readsOutput = (BinaryVjpKernel<TRule, TWants>.Reads & Saves.Output) != 0;
        var direct = new DirectCall(in TWants.First ? ref first : ref second);
        if (direct.IsPossible && direct.Takes(dy) && (!readsFirst || direct.Takes(a)) && (!readsSecond || direct.Takes(b))
            && (!readsOutput || direct.Takes(y)) && (!TWants.First || !TWants.Second || direct.TakesWhole(second)))
        {
            var operands = stackalloc byte*[6];
            operands[0] = readsFirst ? DirectCall.Start(a) : null;
            operands[1] = readsSecond ? DirectCall.Start(b) : null;
            operands[2] = readsOutput ? DirectCall.Start(y) : null;
            operands[3] = DirectCall.Start(dy);
            operands[4] = TWants.First ? DirectCall.Start(first) : null;
            operands[5] = TWants.Second ? DirectCall.Start(second) : null;
            kernel(operands, direct.Count);
        }
        else
        {
            var loop = new ElementwiseLoop(dy.Shape, kernel);
            if (readsFirst)
                loop.Input(0, a);
            if (readsSecond)
                loop.Input(1, b);
            if (readsOutput)
                loop.Input(2, y);
            loop.Input(3, dy);
            if (TWants.First)
                loop.Output(4, first);
            if (TWants.Second)
                loop.Output(5, second);
            loop.Run();
        }

        GC.KeepAlive(a.Storage);
        GC.KeepAlive(b.Storage);
        GC.KeepAlive(y.Storage);
        GC.KeepAlive(dy.Storage);
        if (TWants.First)
            GC.KeepAlive(first.Storage);
        if (TWants.Second)
            GC.KeepAlive(second.Storage);
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
