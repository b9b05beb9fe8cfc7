using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>The sum.</summary>
internal readonly struct SumRule : IReductionRule
{
    public static T Start<T>()
        where T : IReal<T> => T.Zero;

    public static T Combine<T>(T a, T b)
        where T : IReal<T> => a + b;
}
