namespace Autograd.GradientChecking;

/// <summary>
/// ⟨u, Hw⟩ = ⟨w, Hu⟩ for the second derivatives H of the outputs' weighted sum, by two walks and with no differences: a term that
/// a recorded derivative drops for one of two inputs shows at any size.
/// </summary>
/// <param name="subject">The function.</param>
/// <param name="value">Its stage of order 1: where gradients cancel, rounding is of the outputs' size.</param>
/// <param name="gradient">Its stage of order 2, whose outputs are the gradient.</param>
internal sealed class SymmetryCheck(Subject subject, Stage value, Stage gradient)
{
    /// <summary>A part of Σ|w||Hu| + Σ|u||Hw|: both sides round at that scale, whatever cancels.</summary>
    private const double Tolerance = 1e-10;

    /// <summary>The same where float32 values lie on the way.</summary>
    private const double SingleTolerance = 1e-5;

    /// <summary>The result; null where there is nothing to compare, or the second derivatives are not finite.</summary>
    public CheckResult? Run()
    {
        if (gradient.Count == 0 || !Array.TrueForAll(gradient.Values, double.IsFinite))
            return null;
        var (u, w) = (gradient.RandomWeights(), gradient.RandomWeights());
        var products = gradient.Vjp([u, w]);
        var (byU, byW) = (Joined(products[0]), Joined(products[1]));
        var (one, other) = (Compensated.Dot(w, byU), Compensated.Dot(u, byW));
        if (!double.IsFinite(one) || !double.IsFinite(other))
            return null;
        var scale = Compensated.Dot(Array.ConvertAll(w, Math.Abs), Array.ConvertAll(byU, Math.Abs)) + Compensated.Dot(Array.ConvertAll(u, Math.Abs), Array.ConvertAll(byW, Math.Abs));
        var rounding = subject.Inputs.Max(value.Rounding) * gradient.Count;
        var part = one == other ? 0 : Math.Abs(one - other) / (((gradient.HasSingles ? SingleTolerance : Tolerance) * scale) + rounding);
        return new CheckResult
        {
            Name = "order 2, symmetric",
            Order = 2,
            Verdict = part <= 1 ? Verdict.Pass : Verdict.Fail,
            Compared = 1,
            WorstPart = part,
            Diagnosis = part <= 1 ? null : FormattableString.Invariant(
                $"⟨w, Hu⟩ is {one:G10} and ⟨u, Hw⟩ is {other:G10}: second derivatives do not depend on which comes first, so a recorded derivative lacks a term by one of the inputs"),
        };
    }

    private double[] Joined(double[]?[] gradients)
    {
        var joined = new double[gradient.Count];
        var start = 0;
        for (var input = 0; input < gradients.Length; input++)
        {
            gradients[input]?.CopyTo(joined, start);
            start += subject.Inputs[input].Count;
        }

        return joined;
    }
}
