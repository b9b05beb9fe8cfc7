using Autograd.Numerics;
using Autograd.Ops;
using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Kernels of one thread an element that run an operation's rule.</summary>
internal static class ElementwiseKernels
{
    /// <summary>y = Value(x).</summary>
    public static void Unary<TRule, T, TAxes>(Index1D thread, TAxes axes, Operand<T> x, Operand<T> y)
        where TRule : struct, IUnaryRule
        where T : unmanaged, IReal<T>
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            y.Set(axes, i, TRule.Value(x.Get(axes, i)));
        }
        while (TAxes.Next(axes, ref i));
    }

    /// <summary>dx = dy · Partial(x, y), 0 where dy is.</summary>
    public static void UnaryVjp<TRule, T, TAxes>(Index1D thread, TAxes axes, Operand<T> x, Operand<T> y, Operand<T> dy, Operand<T> dx)
        where TRule : struct, IUnaryRule
        where T : unmanaged, IReal<T>
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            var partial = TRule.Partial(Given(TRule.Saves, Saves.Input, axes, x, i), Given(TRule.Saves, Saves.Output, axes, y, i));
            dx.Set(axes, i, Strong(dy.Get(axes, i), partial));
        }
        while (TAxes.Next(axes, ref i));
    }

    /// <summary>y = Value(a, b).</summary>
    public static void Binary<TRule, T, TAxes>(Index1D thread, TAxes axes, Operand<T> a, Operand<T> b, Operand<T> y)
        where TRule : struct, IBinaryRule
        where T : unmanaged, IReal<T>
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            y.Set(axes, i, TRule.Value(a.Get(axes, i), b.Get(axes, i)));
        }
        while (TAxes.Next(axes, ref i));
    }

    /// <summary>da = dy · PartialFirst, 0 where dy is.</summary>
    public static void BinaryVjpFirst<TRule, T, TAxes>(Index1D thread, TAxes axes, Operand<T> a, Operand<T> b, Operand<T> y, Operand<T> dy, Operand<T> da)
        where TRule : struct, IBinaryRule
        where T : unmanaged, IReal<T>
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            da.Set(axes, i, Strong(dy.Get(axes, i), First<TRule, T, TAxes>(axes, a, b, y, i)));
        }
        while (TAxes.Next(axes, ref i));
    }

    /// <summary>db = dy · PartialSecond, 0 where dy is.</summary>
    public static void BinaryVjpSecond<TRule, T, TAxes>(Index1D thread, TAxes axes, Operand<T> a, Operand<T> b, Operand<T> y, Operand<T> dy, Operand<T> db)
        where TRule : struct, IBinaryRule
        where T : unmanaged, IReal<T>
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            db.Set(axes, i, Strong(dy.Get(axes, i), Second<TRule, T, TAxes>(axes, a, b, y, i)));
        }
        while (TAxes.Next(axes, ref i));
    }

    /// <summary>Both at once. A result's memory may be dy's own, so everything is read before anything is written.</summary>
    public static void BinaryVjpBoth<TRule, T, TAxes>(Index1D thread, TAxes axes, Operand<T> a, Operand<T> b, Operand<T> y, Operand<T> dy, Operand<T> da, Operand<T> db)
        where TRule : struct, IBinaryRule
        where T : unmanaged, IReal<T>
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            var cotangent = dy.Get(axes, i);
            var first = Strong(cotangent, First<TRule, T, TAxes>(axes, a, b, y, i));
            var second = Strong(cotangent, Second<TRule, T, TAxes>(axes, a, b, y, i));
            da.Set(axes, i, first);
            db.Set(axes, i, second);
        }
        while (TAxes.Next(axes, ref i));
    }

    /// <summary>y = Value(a, b, c).</summary>
    public static void Ternary<TRule, T, TAxes>(Index1D thread, TAxes axes, Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> y)
        where TRule : struct, ITernaryRule
        where T : unmanaged, IReal<T>
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            y.Set(axes, i, TRule.Value(a.Get(axes, i), b.Get(axes, i), c.Get(axes, i)));
        }
        while (TAxes.Next(axes, ref i));
    }

    /// <summary>dx = dy · the partial derivative by one input, 0 where dy is.</summary>
    public static void TernaryVjp<TRule, TPartial, T, TAxes>(
        Index1D thread, TAxes axes, Operand<T> a, Operand<T> b, Operand<T> c, Operand<T> y, Operand<T> dy, Operand<T> dx)
        where TRule : struct, ITernaryRule
        where TPartial : struct, ITernaryPartial
        where T : unmanaged, IReal<T>
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            var saves = TPartial.Saves<TRule>();
            var partial = TPartial.Of<TRule, T>(
                Given(saves, Saves.First, axes, a, i), Given(saves, Saves.Second, axes, b, i), Given(saves, Saves.Third, axes, c, i), Given(saves, Saves.Output, axes, y, i));
            dx.Set(axes, i, Strong(dy.Get(axes, i), partial));
        }
        while (TAxes.Next(axes, ref i));
    }

    /// <summary>y = Holds(a, b), of elements that are converted to the number they are compared as.</summary>
    public static void Compare<TRule, TElement, T, TAxes>(Index1D thread, TAxes axes, Operand<TElement> a, Operand<TElement> b, Operand<KernelTruth> y)
        where TRule : struct, ICompareRule
        where TElement : unmanaged, IKernelElement<TElement>
        where T : unmanaged, IKernelNumber<T>
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            var holds = TRule.Holds(TElement.To<T>(a.Get(axes, i)), TElement.To<T>(b.Get(axes, i)));
            y.Set(axes, i, T.To<KernelTruth>(holds));
        }
        while (TAxes.Next(axes, ref i));
    }

    /// <summary>y ← y + x.</summary>
    public static void Accumulate<T, TAxes>(Index1D thread, TAxes axes, Operand<T> x, Operand<T> y)
        where T : unmanaged, IReal<T>
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            y.Set(axes, i, y.Get(axes, i) + x.Get(axes, i));
        }
        while (TAxes.Next(axes, ref i));
    }

    private static T First<TRule, T, TAxes>(in TAxes axes, in Operand<T> a, in Operand<T> b, in Operand<T> y, int i)
        where TRule : struct, IBinaryRule
        where T : unmanaged, IReal<T>
        where TAxes : unmanaged, IAxes<TAxes> =>
        TRule.PartialFirst(
            Given(TRule.SavesForFirst, Saves.First, axes, a, i), Given(TRule.SavesForFirst, Saves.Second, axes, b, i), Given(TRule.SavesForFirst, Saves.Output, axes, y, i));

    private static T Second<TRule, T, TAxes>(in TAxes axes, in Operand<T> a, in Operand<T> b, in Operand<T> y, int i)
        where TRule : struct, IBinaryRule
        where T : unmanaged, IReal<T>
        where TAxes : unmanaged, IAxes<TAxes> =>
        TRule.PartialSecond(
            Given(TRule.SavesForSecond, Saves.First, axes, a, i), Given(TRule.SavesForSecond, Saves.Second, axes, b, i), Given(TRule.SavesForSecond, Saves.Output, axes, y, i));

    // What is not saved must not be read: its operand only holds the place.
    private static T Given<T, TAxes>(Saves saves, Saves which, in TAxes axes, in Operand<T> operand, int i)
        where T : unmanaged, IReal<T>
        where TAxes : unmanaged, IAxes<TAxes> => (saves & which) != 0 ? operand.Get(axes, i) : T.Zero;

    private static T Strong<T>(T cotangent, T partial)
        where T : unmanaged, IReal<T> => T.IfEqual(cotangent, T.Zero, T.Zero, cotangent * partial);
}
