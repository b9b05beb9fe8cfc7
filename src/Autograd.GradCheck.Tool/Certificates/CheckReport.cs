namespace Autograd.GradientChecking.Tool.Certificates;

/// <summary>A check that did not pass.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Worst">The worst error, as a <see cref="Cell"/> gives it.</param>
/// <param name="Entry">The number it belongs to, in one line, or null.</param>
/// <param name="Diagnosis">What the pattern says, or null.</param>
internal sealed record CheckReport(string Name, Verdict Verdict, double Worst, string? Entry, string? Diagnosis);
