using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>y = −x, for integers too; its derivative reads nothing.</summary>
internal readonly struct NegateRule : IUnaryRule
{
    public static Saves Saves => Saves.None;

    public static T Value<T>(T x)
        where T : IReal<T> => -x;

    public static T Partial<T>(T x, T y)
        where T : IReal<T> => -T.One;
}

/// <summary>y = tanh x; its derivative reads the output.</summary>
internal readonly struct TanhRule : IUnaryRule
{
    public static Saves Saves => Saves.Output;

    public static T Value<T>(T x)
        where T : IReal<T> => T.Tanh(x);

    public static T Partial<T>(T x, T y)
        where T : IReal<T> => T.One - (y * y);
}

/// <summary>y = log |x|; its derivative reads the input and is infinite at 0.</summary>
internal readonly struct LogRule : IUnaryRule
{
    public static Saves Saves => Saves.Input;

    public static T Value<T>(T x)
        where T : IReal<T> => T.Log(T.Abs(x));

    public static T Partial<T>(T x, T y)
        where T : IReal<T> => T.One / x;
}

/// <summary>y = a · b.</summary>
internal readonly struct MultiplyRule : IBinaryRule
{
    public static Saves SavesForFirst => Saves.Second;

    public static Saves SavesForSecond => Saves.First;

    public static T Value<T>(T a, T b)
        where T : IReal<T> => a * b;

    public static T PartialFirst<T>(T a, T b, T y)
        where T : IReal<T> => b;

    public static T PartialSecond<T>(T a, T b, T y)
        where T : IReal<T> => a;
}

/// <summary>y = a / b; the second partial reads the output.</summary>
internal readonly struct DivideRule : IBinaryRule
{
    public static Saves SavesForFirst => Saves.Second;

    public static Saves SavesForSecond => Saves.Second | Saves.Output;

    public static T Value<T>(T a, T b)
        where T : IReal<T> => a / b;

    public static T PartialFirst<T>(T a, T b, T y)
        where T : IReal<T> => T.One / b;

    public static T PartialSecond<T>(T a, T b, T y)
        where T : IReal<T> => -y / b;
}

/// <summary>a &lt; b.</summary>
internal readonly struct LessRule : ICompareRule
{
    public static T Holds<T>(T a, T b)
        where T : IReal<T> => T.IfLess(a, b, T.One, T.Zero);
}

/// <summary>a = b.</summary>
internal readonly struct EqualRule : ICompareRule
{
    public static T Holds<T>(T a, T b)
        where T : IReal<T> => T.IfEqual(a, b, T.One, T.Zero);
}

/// <summary>The sum.</summary>
internal readonly struct SumRule : IReductionRule
{
    public static T Start<T>()
        where T : IReal<T> => T.Zero;

    public static T Combine<T>(T a, T b)
        where T : IReal<T> => a + b;
}

/// <summary>The largest.</summary>
internal readonly struct MaxRule : IReductionRule
{
    public static T Start<T>()
        where T : IReal<T> => T.Constant(-1e30);

    public static T Combine<T>(T a, T b)
        where T : IReal<T> => T.Max(a, b);
}
