using Autograd.GradientChecking.Tool.Certificates;

namespace Autograd.GradientChecking.Tool.Running;

/// <summary>What was found of one sample.</summary>
/// <param name="Case">Its name.</param>
/// <param name="Verdict">The worst verdict.</param>
/// <param name="Checks">The checks that did not pass.</param>
/// <param name="Text">The whole report.</param>
internal sealed record CaseOutcome(string Case, Verdict Verdict, IReadOnlyList<CheckReport> Checks, string Text)
{
    /// <summary>A case that threw: nothing is known of its gradients, and it should not have.</summary>
    public static CaseOutcome Thrown(string name, string doing, Exception error)
    {
        var text = $"{error.GetType().Name}: {error.Message}";
        return new CaseOutcome(name, Verdict.Fail, [new CheckReport(doing, Verdict.Fail, double.PositiveInfinity, null, text)], $"{doing} threw {text}");
    }
}
