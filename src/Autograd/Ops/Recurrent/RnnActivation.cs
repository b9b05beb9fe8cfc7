namespace Autograd;

/// <summary>What a plain recurrent network makes of its sums.</summary>
public enum RnnActivation
{
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>The rectifier.</summary>
    Relu,
}
