using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>The largest.</summary>
internal readonly struct MaxRule : IReductionRule
{
    public static T Start<T>()
        where T : IReal<T> => T.Constant(-1e30);

    public static T Combine<T>(T a, T b)
        where T : IReal<T> => T.Max(a, b);
}
