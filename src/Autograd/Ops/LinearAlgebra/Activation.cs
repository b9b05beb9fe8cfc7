namespace Autograd;

/// <summary>What an affine map's results pass through.</summary>
public enum Activation
{
    /// <summary>The rectifier, <see cref="Variable.Relu"/>.</summary>
    Relu,

    /// <summary>The hyperbolic tangent, <see cref="Variable.Tanh"/>.</summary>
    Tanh,

    /// <summary>The logistic function, <see cref="Variable.Sigmoid"/>.</summary>
    Sigmoid,

    /// <summary>The Gaussian error linear unit with the normal distribution function, <see cref="Variable.Gelu"/>.</summary>
    Gelu,

    /// <summary>The Gaussian error linear unit's form with tanh, <see cref="Variable.Gelu"/>.</summary>
    GeluTanh,

    /// <summary>The sigmoid linear unit, <see cref="Variable.Silu"/>.</summary>
    Silu,
}
