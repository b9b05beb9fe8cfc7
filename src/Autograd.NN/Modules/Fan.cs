namespace Autograd.NN;

/// <summary>Which connections of a weight an initialiser counts.</summary>
public enum Fan
{
    /// <summary>Those into one output: keeps the forward pass's variance.</summary>
    In,

    /// <summary>Those out of one input: keeps the backward pass's variance.</summary>
    Out,
}
