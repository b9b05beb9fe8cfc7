namespace Autograd;

/// <summary>How <see cref="Variable.Gelu"/> is computed.</summary>
public enum GeluForm
{
    /// <summary>By the error function: x/2 · (1 + erf(x/√2)).</summary>
    Erf,

    /// <summary>By the hyperbolic tangent: x/2 · (1 + tanh(√(2/π)·(x + 0.044715·x³))), as in GPT-2.</summary>
    Tanh,
}
