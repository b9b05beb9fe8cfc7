namespace Autograd.NN;

/// <summary>
/// Penalties on the size of parameters as terms of a loss: <c>loss + 1e-4 * Penalty.L1(model.Parameters("*.weight"))</c>. Optimisers add the
/// same gradients without recording anything, by a group's <see cref="ParameterGroup.L1"/> and <see cref="ParameterGroup.WeightDecay"/>.
/// </summary>
public static class Penalty
{
    /// <summary>Σ|x|, whose gradient is sign(x); 0 at 0.</summary>
    /// <param name="parameters">Parameters of one type on one device.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">There are no parameters, or their types or devices differ.</exception>
    public static Variable L1(IEnumerable<Parameter> parameters) => Sum(parameters, x => x.Abs().Sum());

    /// <summary>½Σx², whose gradient is x: with the factor λ it is the weight decay of <see cref="Sgd"/>.</summary>
    /// <param name="parameters">Parameters of one type on one device.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">There are no parameters, or their types or devices differ.</exception>
    public static Variable L2(IEnumerable<Parameter> parameters) => Sum(parameters, x => (x * x).Sum() * 0.5);

    /// <summary>−1, 0 or 1; 0 of NaN, which the parameter keeps anyway.</summary>
    internal static Variable Sign(Variable x) => (x > 0).To(x.DType) - (x < 0).To(x.DType);

    private static Variable Sum(IEnumerable<Parameter> parameters, Func<Variable, Variable> term)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Variable? total = null;
        foreach (var parameter in parameters)
        {
            ArgumentNullException.ThrowIfNull(parameter);
            var next = term(parameter.Value);
            total = total is null ? next : total + next;
        }

        return total ?? throw Errors.Argument("penalty", "there are no parameters", "give model.Parameters()");
    }
}
