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
