namespace Autograd.Mutations.Rewriting;

/// <summary>One wrong rule, compiled in under a number.</summary>
/// <param name="Id">Its number in the switch.</param>
/// <param name="Operation">The full name of the operation's type.</param>
/// <param name="Member">The member it is in, <c>Vjp</c> or <c>Rule.Partial</c>.</param>
/// <param name="File">The source file, relative to the core's folder.</param>
/// <param name="Line">The line.</param>
/// <param name="Mutator">What is done.</param>
/// <param name="Original">The right code.</param>
/// <param name="Mutated">The wrong code.</param>
/// <param name="Occurrence">Which of the same changes to the same code in the member it is, from 0.</param>
internal sealed record Mutant(
    int Id, string Operation, string Member, string File, int Line, string Mutator, string Original, string Mutated, int Occurrence)
{
    /// <summary>The operation's name without its namespace.</summary>
    public string ShortOperation => Operation[(Operation.LastIndexOf('.') + 1)..];

    /// <summary>Names the mutant without lines and numbers, which change whenever the source does.</summary>
    public string Key => $"{ShortOperation}.{Member}: {Original} → {Mutated}" + (Occurrence == 0 ? "" : $" #{Occurrence}");
}
