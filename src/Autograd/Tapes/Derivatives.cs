using Autograd.Tapes;

namespace Autograd;

/// <summary>
/// Derivatives of functions, without a tape of one's own: gradients, products with the Jacobian from either side, whole
/// Jacobians and Hessians. They nest in each other and in a surrounding tape, in any order.
/// </summary>
/// <remarks>Inputs need not require gradients. With no tape around, results belong to the caller.</remarks>
public static partial class Derivatives
{
    /// <summary>The gradient of a scalar function.</summary>
    /// <param name="function">Gives a scalar.</param>
    /// <param name="x">Where.</param>
    /// <returns>∂f/∂x, of x's shape.</returns>
    /// <exception cref="ArgumentException">The function's value is not a scalar.</exception>
    public static Variable Gradient(Func<Variable, Variable> function, Variable x) => ValueAndGradient(function, x).Gradient;

    /// <summary>A scalar function's value and gradient.</summary>
    /// <param name="function">Gives a scalar.</param>
    /// <param name="x">Where.</param>
    /// <exception cref="ArgumentException">The function's value is not a scalar.</exception>
    public static (Variable Value, Variable Gradient) ValueAndGradient(Func<Variable, Variable> function, Variable x)
    {
        ArgumentNullException.ThrowIfNull(function);
        using var stretch = new Stretch(x);
        var value = function(stretch.Inputs[0]);
        RequireScalar("gradient", value);
        var gradient = stretch.Walk(value, null)[0] ?? Variable.ZerosLike(x);
        return (stretch.Give(value), stretch.Give(gradient));
    }

    /// <summary>The gradients of a scalar function of several inputs.</summary>
    /// <param name="function">Gives a scalar.</param>
    /// <param name="inputs">Where.</param>
    /// <returns>A gradient an input.</returns>
    /// <exception cref="ArgumentException">The function's value is not a scalar.</exception>
    public static Variable[] Gradients(Func<IReadOnlyList<Variable>, Variable> function, params Variable[] inputs)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        using var stretch = new Stretch(inputs);
        var value = function(stretch.Inputs);
        RequireScalar("gradients", value);
        var gradients = stretch.Walk(value, null);
        var results = new Variable[inputs.Length];
        for (var i = 0; i < results.Length; i++)
            results[i] = stretch.Give(gradients[i] ?? Variable.ZerosLike(inputs[i]));
        return results;
    }

    /// <summary>The vector–Jacobian product, cotangentᵀ · ∂f/∂x, by one backward walk.</summary>
    /// <param name="function">Any differentiable function.</param>
    /// <param name="x">Where.</param>
    /// <param name="cotangent">Of the value's shape.</param>
    /// <returns>The value, and the product of x's shape.</returns>
    public static (Variable Value, Variable Product) Vjp(Func<Variable, Variable> function, Variable x, Variable cotangent)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(cotangent);
        using var stretch = new Stretch(x);
        var value = function(stretch.Inputs[0]);
        var product = stretch.Walk(value, cotangent)[0] ?? Variable.ZerosLike(x);
        return (stretch.Give(value), stretch.Give(product));
    }

    /// <summary>The Jacobian–vector product, ∂f/∂x · tangent, by one forward push.</summary>
    /// <param name="function">Any differentiable function.</param>
    /// <param name="x">Where.</param>
    /// <param name="tangent">Of x's shape.</param>
    /// <returns>The value, and the product of its shape.</returns>
    public static (Variable Value, Variable Product) Jvp(Func<Variable, Variable> function, Variable x, Variable tangent)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Jvp(inputs => function(inputs[0]), [x], [tangent]);
    }

    /// <summary>The Jacobian–vector product of a function of several inputs, by one forward push.</summary>
    /// <param name="function">Any differentiable function.</param>
    /// <param name="inputs">Where.</param>
    /// <param name="tangents">One of each input's shape; null stands for zero.</param>
    /// <returns>The value, and the product of its shape.</returns>
    public static (Variable Value, Variable Product) Jvp(
        Func<IReadOnlyList<Variable>, Variable> function, IReadOnlyList<Variable> inputs, IReadOnlyList<Variable?> tangents)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(tangents);
        if (inputs.Count != tangents.Count)
            throw Errors.Argument("jvp", $"{inputs.Count} inputs and {tangents.Count} tangents", "give one each, null for zero");
        for (var i = 0; i < inputs.Count; i++)
        {
            if (tangents[i] is { } tangent && (tangent.Shape != inputs[i].Shape || tangent.DType != inputs[i].DType || tangent.Device != inputs[i].Device))
                throw Errors.Argument("jvp", $"the tangent {tangent.Summary()} does not fit the input {inputs[i].Summary()}", "give the input's shape, dtype and device");
        }

        using var stretch = new Stretch([.. inputs]);
        var value = function(stretch.Inputs);
        var product = stretch.Push(value, tangents) ?? Variable.ZerosLike(value);
        return (stretch.Give(value), stretch.Give(product));
    }

    private static void RequireScalar(string operation, Variable value)
    {
        if (value.Count != 1)
            throw Errors.Argument(operation, $"the function's value has shape {value.Shape}", "reduce it to a scalar, or use Vjp or Jacobian");
    }
}
