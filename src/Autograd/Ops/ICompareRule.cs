using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>An elementwise comparison; no gradient passes it.</summary>
public interface ICompareRule
{
    /// <summary>One where the relation holds, zero elsewhere.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The first input.</param>
    /// <param name="b">The second input.</param>
    static abstract T Holds<T>(T a, T b)
        where T : IReal<T>;
}
