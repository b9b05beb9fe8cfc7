namespace Autograd.GradientChecking.Tests.Gallery.Rivals;

/// <summary>Another project's gradient check, written anew from its published formulas, on this framework's derivatives.</summary>
public interface IRival
{
    /// <summary>The name in the document.</summary>
    string Name { get; }

    /// <summary>Whether its arrays have strides, and can be written in place.</summary>
    bool HasMemory { get; }

    /// <summary>Whether it can be run with arrays of such sizes.</summary>
    bool Takes(long inputs, long outputs);

    /// <summary>What the check objects to, or null where it accepts the derivatives.</summary>
    string? Objection(Func<Variable[], Variable[]> function, Variable[] inputs, bool hasForward);
}
