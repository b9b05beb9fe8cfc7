namespace Autograd.Tests.WrongUses;

/// <summary>A heading of <c>docs/wrong-uses.md</c> and what stands below it. Every class that implements this is found.</summary>
internal interface IWrongUses
{
    /// <summary>The heading; groups come in the order of their headings, after the catalogue's own.</summary>
    string Heading { get; }

    /// <summary>The uses, with the Variables that the document declares above all.</summary>
    /// <param name="x">float32[2, 3], requires a gradient.</param>
    /// <param name="d">float64[2, 3].</param>
    /// <param name="i">int64[2].</param>
    /// <param name="images">float32[1, 4, 8, 8].</param>
    IReadOnlyList<WrongUse> Uses(Variable x, Variable d, Variable i, Variable images);
}
