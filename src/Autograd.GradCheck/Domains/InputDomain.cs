namespace Autograd.GradientChecking;

/// <summary>
/// Where a function of an input is defined. Differences never step out of it, and shrink or turn one-sided near its edge.
/// </summary>
public abstract class InputDomain
{
    /// <summary>Every real number: steps are not limited.</summary>
    public static InputDomain Real { get; } = new IntervalDomain(double.NegativeInfinity, double.PositiveInfinity, includesEnds: false);

    /// <summary>Elements above 0, the end not included: logarithms, roots, powers with a free exponent.</summary>
    public static InputDomain Positive { get; } = new IntervalDomain(0, double.PositiveInfinity, includesEnds: false);

    /// <summary>Elements of 0 or more, the end included.</summary>
    public static InputDomain NonNegative { get; } = new IntervalDomain(0, double.PositiveInfinity, includesEnds: true);

    /// <summary>Elements strictly between −1 and 1: arc sine, arc cosine, inverse hyperbolic tangent.</summary>
    public static InputDomain UnitOpen { get; } = new IntervalDomain(-1, 1, includesEnds: false);

    /// <summary>Matrices (the last two axes) whose symmetric part is positive definite: Cholesky, log-determinants.</summary>
    public static InputDomain PositiveDefinite { get; } = new PositiveDefiniteDomain();

    /// <summary>Elements strictly between two numbers.</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    /// <exception cref="ArgumentException">The ends are not in order.</exception>
    public static InputDomain Open(double low, double high) => new IntervalDomain(low, high, includesEnds: false);

    /// <summary>Elements from one number to another, both included: at an end the differences are one-sided.</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    /// <exception cref="ArgumentException">The ends are not in order.</exception>
    public static InputDomain Closed(double low, double high) => new IntervalDomain(low, high, includesEnds: true);

    /// <summary>Whether a point lies inside.</summary>
    /// <param name="values">The input's elements in row-major order.</param>
    /// <param name="shape">The input's shape.</param>
    public abstract bool Contains(ReadOnlySpan<double> values, Shape shape);

    /// <summary>How far t may go so that every x + t·u, forwards, and x − t·u, backwards, stays inside.</summary>
    /// <param name="values">The input's elements x.</param>
    /// <param name="shape">The input's shape.</param>
    /// <param name="direction">The direction u, of as many elements.</param>
    /// <returns>The largest steps either way, 0 at an edge that is included, ∞ where nothing limits them.</returns>
    public abstract StepRoom Room(ReadOnlySpan<double> values, Shape shape, ReadOnlySpan<double> direction);
}
