using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>
/// A rule that also knows how its derivative bends, so that a recorded backward pass is one operation instead of one for each step of the formula. Its
/// <see cref="IUnaryRule.Partial"/> reads one value, s: the input or the output, as <see cref="IUnaryRule.Saves"/> says.
/// </summary>
public interface ICurvedRule : IUnaryRule
{
    /// <summary>∂p/∂s of the partial derivative p(s).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="saved">s.</param>
    static abstract T PartialSlope<T>(T saved)
        where T : IReal<T>;

    /// <summary>∂²p/∂s² of the partial derivative p(s).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="saved">s.</param>
    static abstract T PartialCurvature<T>(T saved)
        where T : IReal<T>;
}
