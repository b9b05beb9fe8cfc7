namespace Autograd.Mutations.Reporting;

/// <summary>A mutant that changes nothing that may be demanded.</summary>
/// <param name="Mutant">Its key.</param>
/// <param name="Reason">Why no test can, or should, notice it.</param>
internal sealed record EquivalentMutant(string Mutant, string Reason);
