namespace Autograd.NN;

/// <summary>
/// Limits gradients between <c>Backward</c> and <c>Step</c>, in place: <c>model.Parameters().ClipGradNorm(1.0)</c>. Parameters without a gradient are
/// passed over.
/// </summary>
public static class Clipping
{
    /// <summary>
    /// Scales all gradients together so that the norm of the vector of all their elements is at most a limit: g ← g · min(1, limit / (norm + 1e-6)),
    /// as PyTorch's <c>clip_grad_norm_</c> does.
    /// </summary>
    /// <remarks>
    /// The norm is (Σ|g|ᵖ)^(1/p), max |g| for p = ∞, summed in double in a fixed order. Gradients on a GPU are measured and scaled there: the norm is all
    /// that comes back, and the host waits for it once; a device without float64 sums in float32. Where the norm is infinite, finite
    /// elements become 0 and infinite ones NaN; where it is NaN, all become NaN.
    /// </remarks>
    /// <param name="parameters">Such as <c>model.Parameters()</c> or <c>optimiser.Parameters</c>.</param>
    /// <param name="maxNorm">The limit, 0 or more.</param>
    /// <param name="p">Above 0, or infinite.</param>
    /// <param name="errorIfNonFinite">Whether a norm that is infinite or NaN is an error, and nothing changed.</param>
    /// <returns>The norm before; 0 where there is no gradient.</returns>
    /// <exception cref="ArgumentException">The limit or p is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The norm is not finite and that is to be an error, or a gradient is a recorded result.</exception>
    public static double ClipGradNorm(this IReadOnlyList<Parameter> parameters, double maxNorm, double p = 2, bool errorIfNonFinite = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return GradientLimits.Norm(new ParameterGradients(parameters), maxNorm, p, errorIfNonFinite);
    }

    /// <summary>Scales the gradients of Variables that no module holds, as for parameters.</summary>
    /// <param name="variables">Leaves.</param>
    /// <param name="maxNorm">The limit, 0 or more.</param>
    /// <param name="p">Above 0, or infinite.</param>
    /// <param name="errorIfNonFinite">Whether a norm that is infinite or NaN is an error, and nothing changed.</param>
    /// <returns>The norm before; 0 where there is no gradient.</returns>
    /// <exception cref="ArgumentException">The limit or p is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The norm is not finite and that is to be an error, or a gradient is a recorded result.</exception>
    public static double ClipGradNorm(this IReadOnlyList<Variable> variables, double maxNorm, double p = 2, bool errorIfNonFinite = false)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return GradientLimits.Norm(new VariableGradients(variables), maxNorm, p, errorIfNonFinite);
    }

    /// <summary>Limits every element of every gradient by itself: g ← min(max(g, −limit), limit). NaN stays.</summary>
    /// <param name="parameters">Such as <c>model.Parameters()</c> or <c>optimiser.Parameters</c>.</param>
    /// <param name="limit">0 or more.</param>
    /// <exception cref="ArgumentException">The limit is negative or NaN.</exception>
    /// <exception cref="InvalidOperationException">A gradient is a recorded result.</exception>
    public static void ClipGradValue(this IReadOnlyList<Parameter> parameters, double limit)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        GradientLimits.Value(new ParameterGradients(parameters), limit);
    }

    /// <summary>Limits every element of the gradients of Variables that no module holds.</summary>
    /// <param name="variables">Leaves.</param>
    /// <param name="limit">0 or more.</param>
    /// <exception cref="ArgumentException">The limit is negative or NaN.</exception>
    /// <exception cref="InvalidOperationException">A gradient is a recorded result.</exception>
    public static void ClipGradValue(this IReadOnlyList<Variable> variables, double limit)
    {
        ArgumentNullException.ThrowIfNull(variables);
        GradientLimits.Value(new VariableGradients(variables), limit);
    }

    private readonly struct ParameterGradients(IReadOnlyList<Parameter> parameters) : IGradientList
    {
        public int Count => parameters.Count;

        public Variable? this[int index] => parameters[index].Grad;
    }

    private readonly struct VariableGradients(IReadOnlyList<Variable> variables) : IGradientList
    {
        public int Count => variables.Count;

        public Variable? this[int index] => variables[index].Grad;
    }
}
