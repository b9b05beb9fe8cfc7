namespace Autograd.Mutations.Rewriting;

/// <summary>One way to write a piece of code wrongly.</summary>
/// <param name="Mutator">What is done to it.</param>
/// <param name="Text">The wrong code.</param>
internal readonly record struct Mutation(string Mutator, string Text);
