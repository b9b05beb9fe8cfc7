namespace Autograd.GradientChecking.Tool.Certificates;

/// <summary>A case that did not pass.</summary>
/// <param name="Case">The sample's name.</param>
/// <param name="Verdict">The worst verdict.</param>
/// <param name="Checks">The checks that did not pass.</param>
internal sealed record CaseReport(string Case, Verdict Verdict, IReadOnlyList<CheckReport> Checks);
