using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>a &lt; b.</summary>
internal readonly struct LessRule : ICompareRule
{
    public static T Holds<T>(T a, T b)
        where T : IReal<T> => T.IfLess(a, b, T.One, T.Zero);
}
