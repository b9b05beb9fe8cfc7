namespace Autograd.GradientChecking;

/// <summary>
/// How far a float32 gradient is from the float64 gradient of the same function at the same point.
/// </summary>
/// <remarks>
/// The measure of an element is |g₃₂ − g₆₄| / (2⁻²⁴·max(|g₆₄|, κ, 2⁻¹⁰·max|g₆₄|)): half ulps of float32, scaled by the
/// conditioning κ, which is the largest change of the float64 gradient's element when every input and cotangent moves by one
/// relative rounding, 2⁻²⁴, up or down at random, divided by 2⁻²⁴. An algorithm that is backward stable element by element
/// comes to a few units, however ill-conditioned the function is; one that loses digits by itself comes to thousands. The
/// last term keeps elements that are small beside their input's largest from being asked for digits that sums cannot have.
/// A smallest size given by the caller joins the maximum.
/// </remarks>
/// <param name="WorstUlps">The worst element's measure.</param>
/// <param name="Input">Its input.</param>
/// <param name="Index">Its indices.</param>
/// <param name="Float32">The float32 gradient there.</param>
/// <param name="Float64">The float64 gradient there.</param>
/// <param name="Compared">How many elements were compared.</param>
public sealed record Float32Comparison(double WorstUlps, int Input, IReadOnlyList<int> Index, double Float32, double Float64, long Compared)
{
    /// <summary>The worst element in one line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"float32: {WorstUlps:0.#} conditioned ulps at input {Input}[{string.Join(", ", Index)}], {Float32:G9} for {Float64:G9}, {Compared} compared");
}
