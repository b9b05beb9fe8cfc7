namespace Autograd.Mutations.Running;

/// <summary>What became of a mutant, and what noticed it.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="By">The suite and sample that noticed it, or how its process ended; empty where nothing did.</param>
internal readonly record struct Outcome(Verdict Verdict, string By);
