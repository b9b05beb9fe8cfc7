namespace Autograd.Numerics;

/// <summary>
/// The real arithmetic and functions that an operation's rule is written in, once, for every kind of number it runs on:
/// a SIMD register of lanes on the CPU, a scalar in a GPU kernel, a dual or complex number in the gradient checker, and
/// <see cref="Variable"/> itself when a backward walk is recorded.
/// </summary>
/// <remarks>
/// There is no comparison operator, because a comparison of lanes has no single answer: choose with
/// <see cref="IfLess"/>, <see cref="IfLessOrEqual"/> and <see cref="IfEqual"/>, which evaluate both branches and pick by lane.
/// A comparison with NaN does not hold. Differentiating numbers (dual, complex) compare by their real part.
/// </remarks>
/// <typeparam name="TSelf">The number type itself.</typeparam>
public interface IReal<TSelf>
    where TSelf : IReal<TSelf>
{
    /// <summary>The constant 0.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The constant 1.</summary>
    static abstract TSelf One { get; }

    /// <summary>A constant, rounded to the number's precision.</summary>
    /// <param name="value">The constant's value.</param>
    static abstract TSelf Constant(double value);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a − b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a · b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>a·b + c: rounded once where the processor can, twice elsewhere, and always in two operations where it is differentiated.</summary>
    static virtual TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c) => (a * b) + c;

    /// <summary>−a, the sign bit flipped: the negative of 0 is −0.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>√x; NaN below zero.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>eˣ.</summary>
    static abstract TSelf Exp(TSelf x);

    /// <summary>The natural logarithm; −∞ at 0, NaN below.</summary>
    static abstract TSelf Log(TSelf x);

    /// <summary>The hyperbolic tangent.</summary>
    static abstract TSelf Tanh(TSelf x);

    /// <summary>The logistic function 1 / (1 + e⁻ˣ).</summary>
    static abstract TSelf Sigmoid(TSelf x);

    /// <summary>xʸ with IEEE 754's pow corners: x⁰ = 1 for every x, NaN for a negative x with a fractional y.</summary>
    static abstract TSelf Pow(TSelf x, TSelf y);

    /// <summary>The sine; NaN at ±∞.</summary>
    static abstract TSelf Sin(TSelf x);

    /// <summary>The cosine; NaN at ±∞.</summary>
    static abstract TSelf Cos(TSelf x);

    /// <summary>The error function 2/√π · ∫₀ˣ e⁻ᵗ² dt.</summary>
    static abstract TSelf Erf(TSelf x);

    /// <summary>Φ(x), the share of a standard normal distribution below x; relatively accurate in the left tail too.</summary>
    static abstract TSelf NormalCdf(TSelf x);

    /// <summary>
    /// The Gaussian error linear unit x·Φ(x); −0 at −∞. It need be relatively accurate from −1 on only, and below to a rounding of the number's 1.
    /// </summary>
    static virtual TSelf Gelu(TSelf x) => TSelf.IfLess(x, TSelf.Constant(-60), TSelf.Constant(-60), x) * TSelf.NormalCdf(x);

    /// <summary>The slope Φ(x) + x·φ(x) of <see cref="Gelu"/> with the density φ; its limits 0 and 1 at ∓∞.</summary>
    static virtual TSelf GeluSlope(TSelf x)
    {
        var density = TSelf.Constant(0.3989422804014327) * TSelf.Exp(TSelf.Constant(-0.5) * (x * x));
        return TSelf.NormalCdf(x) + TSelf.IfEqual(density, TSelf.Zero, TSelf.Zero, x * density);
    }

    /// <summary>eˣ − 1, relatively accurate near 0.</summary>
    static abstract TSelf Expm1(TSelf x);

    /// <summary>ln(1 + x), relatively accurate near 0; −∞ at −1, NaN below.</summary>
    static abstract TSelf Log1p(TSelf x);

    /// <summary>The largest integer not above x.</summary>
    static abstract TSelf Floor(TSelf x);

    /// <summary>The nearest integer, of two equally near the even one.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>x − y·⌊x / y⌋ without rounding but the last: of y's sign and below it in size; NaN for y = 0 and for an infinite x.</summary>
    static abstract TSelf Remainder(TSelf x, TSelf y);

    /// <summary>The larger of two numbers; NaN if either is; +0 above −0.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller of two numbers; NaN if either is; −0 below +0.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary><paramref name="yes"/> where a &lt; b, <paramref name="no"/> elsewhere.</summary>
    static abstract TSelf IfLess(TSelf a, TSelf b, TSelf yes, TSelf no);

    /// <summary><paramref name="yes"/> where a ≤ b, <paramref name="no"/> elsewhere.</summary>
    static abstract TSelf IfLessOrEqual(TSelf a, TSelf b, TSelf yes, TSelf no);

    /// <summary><paramref name="yes"/> where a = b, <paramref name="no"/> elsewhere.</summary>
    static abstract TSelf IfEqual(TSelf a, TSelf b, TSelf yes, TSelf no);
}
