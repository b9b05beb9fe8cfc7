namespace Autograd.NN;

/// <summary>How <see cref="Lbfgs"/> finds the length of a step along its direction.</summary>
public enum LineSearch
{
    /// <summary>
    /// A length that lowers the loss enough and flattens it enough: the strong Wolfe conditions, with c₁ = 1e-4 and c₂ = 0.9. Takes an
    /// evaluation of the loss or a few more for each iteration. NaN and infinity are too high: the search comes back from them.
    /// </summary>
    StrongWolfe,

    /// <summary>The learning rate, whatever the loss does; at the very first iteration lr · min(1, 1 / Σ|g|).</summary>
    None,
}
