using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>y = log |x|; its derivative reads the input and is infinite at 0.</summary>
internal readonly struct LogRule : IUnaryRule
{
    public static Saves Saves => Saves.Input;

    public static T Value<T>(T x)
        where T : IReal<T> => T.Log(T.Abs(x));

    public static T Partial<T>(T x, T y)
        where T : IReal<T> => T.One / x;
}
