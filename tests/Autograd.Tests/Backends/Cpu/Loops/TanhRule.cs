using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>y = tanh x; its derivative reads the output.</summary>
internal readonly struct TanhRule : IUnaryRule
{
    public static Saves Saves => Saves.Output;

    public static T Value<T>(T x)
        where T : IReal<T> => T.Tanh(x);

    public static T Partial<T>(T x, T y)
        where T : IReal<T> => T.One - (y * y);
}
