namespace Autograd.GradientChecking.Tests.Gallery.Rivals;

/// <summary>What another project's check did with a function.</summary>
public enum Outcome
{
    /// <summary>It accepts the derivatives.</summary>
    Accepts,

    /// <summary>It objects to them.</summary>
    Objects,

    /// <summary>The mistake cannot be made in that project.</summary>
    CannotArise,

    /// <summary>The check would take more memory than anybody gives it.</summary>
    TooLarge,
}
