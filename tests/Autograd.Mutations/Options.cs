namespace Autograd.Mutations;

/// <summary>What is to be run.</summary>
/// <param name="Operations">Only these operations; none for all.</param>
/// <param name="ListsOnly">Whether the mutants are only listed.</param>
/// <param name="Sample">Every how many mutants one is run.</param>
/// <param name="Json">Where the result is written too, or null.</param>
/// <param name="Processes">How many processes run mutants at once.</param>
internal sealed record Options(IReadOnlyList<string> Operations, bool ListsOnly, int Sample, string? Json, int Processes);
