using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>a = b.</summary>
internal readonly struct EqualRule : ICompareRule
{
    public static T Holds<T>(T a, T b)
        where T : IReal<T> => T.IfEqual(a, b, T.One, T.Zero);
}
