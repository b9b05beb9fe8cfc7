namespace Autograd.GradientChecking.Tool.Certificates;

/// <summary>The result of a mutation campaign over the whole.</summary>
/// <param name="Mutants">How many mistakes were planted.</param>
/// <param name="Caught">How many were noticed.</param>
/// <param name="Equivalent">How many more change nothing that may be demanded, each named with the reason where the campaign is.</param>
/// <param name="Shared">What operations have in common, and so is no operation's own: base classes, by name.</param>
internal sealed record MutationSummary(int Mutants, int Caught, int Equivalent, IReadOnlyDictionary<string, MutationScore> Shared);
