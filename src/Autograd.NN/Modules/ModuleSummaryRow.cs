namespace Autograd.NN;

/// <summary>One module of a <see cref="ModuleSummary"/>: what is its own, without the modules below it.</summary>
/// <param name="Path">The names from the summary's root; empty at the root.</param>
/// <param name="Kind">Kind and sizes.</param>
/// <param name="State">Its own parameters and buffers with their shapes.</param>
/// <param name="Parameters">The elements of its own parameters; of a shared one only where it appears first.</param>
/// <param name="Calls">How often it ran.</param>
/// <param name="Output">The shape of what it gave last, or null where it did not run.</param>
/// <param name="Flops">Floating-point operations of its own code: an addition or multiplication each one, a function of an element one.</param>
/// <param name="Bytes">Bytes its own code computed, which a tape keeps until the walk or its end.</param>
public sealed record ModuleSummaryRow(string Path, string Kind, string State, long? Parameters, int Calls, string? Output, long Flops, long Bytes);
