namespace Autograd.Backends;

/// <summary>Which parts of an optimiser's formula there are.</summary>
[Flags]
public enum UpdateOptions
{
    /// <summary>The formula's shortest form.</summary>
    None = 0,

    /// <summary>There is a first state.</summary>
    First = 1,

    /// <summary>There is a second state.</summary>
    Second = 2,

    /// <summary>There is a third state.</summary>
    Third = 4,

    /// <summary>λx is added to the gradient.</summary>
    L2 = 8,

    /// <summary>λ₁ · sign(x) is added to the gradient.</summary>
    L1 = 16,

    /// <summary>The step is along a buffer with momentum.</summary>
    Momentum = 32,

    /// <summary>The step looks ahead by Nesterov.</summary>
    Nesterov = 64,

    /// <summary>The square's mean is taken about the mean.</summary>
    Centred = 128,
}
