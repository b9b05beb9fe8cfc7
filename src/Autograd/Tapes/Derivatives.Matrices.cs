using Autograd.Backends;

namespace Autograd;

/// <content>Whole matrices of derivatives.</content>
public static partial class Derivatives
{
    /// <summary>The Jacobian, J[i…, j…] = ∂f[i…]/∂x[j…], by one backward walk an output element.</summary>
    /// <param name="function">Any differentiable function.</param>
    /// <param name="x">Where.</param>
    /// <returns>Of the value's shape followed by x's.</returns>
    public static Variable Jacobian(Func<Variable, Variable> function, Variable x)
    {
        ArgumentNullException.ThrowIfNull(function);
        using var stretch = new Tapes.Stretch(x);
        var value = function(stretch.Inputs[0]);
        return stretch.Give(Rows(stretch, value, x));
    }

    /// <summary>The Hessian of a scalar function, H[i…, j…] = ∂²f/∂x[i…]∂x[j…], by walking back over the gradient's walk.</summary>
    /// <param name="function">Gives a scalar.</param>
    /// <param name="x">Where.</param>
    /// <returns>Of x's shape twice.</returns>
    /// <exception cref="ArgumentException">The function's value is not a scalar.</exception>
    public static Variable Hessian(Func<Variable, Variable> function, Variable x)
    {
        ArgumentNullException.ThrowIfNull(function);
        using var stretch = new Tapes.Stretch(x);
        var value = function(stretch.Inputs[0]);
        RequireScalar("hessian", value);
        var gradient = stretch.Walk(value, null, createGraph: true)[0] ?? Variable.ZerosLike(x);
        return stretch.Give(Rows(stretch, gradient, x));
    }

    /// <summary>The Hessian–vector product H · v of a scalar function, by two walks.</summary>
    /// <param name="function">Gives a scalar.</param>
    /// <param name="x">Where.</param>
    /// <param name="vector">Of x's shape.</param>
    /// <returns>The gradient, and the product of x's shape.</returns>
    /// <exception cref="ArgumentException">The function's value is not a scalar.</exception>
    public static (Variable Gradient, Variable Product) Hvp(Func<Variable, Variable> function, Variable x, Variable vector)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(vector);
        using var stretch = new Tapes.Stretch(x);
        var value = function(stretch.Inputs[0]);
        RequireScalar("hvp", value);
        var gradient = stretch.Walk(value, null, createGraph: true)[0] ?? Variable.ZerosLike(x);
        var product = stretch.Walk(gradient, vector)[0] ?? Variable.ZerosLike(x);
        return (stretch.Give(gradient), stretch.Give(product));
    }

    private static Variable Rows(Tapes.Stretch stretch, Variable value, Variable x)
    {
        var rows = new Variable[value.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var unit = Variable.ZerosLike(value);
            unit.Storage.Backend.Fill(new TensorView(unit.Storage, Shape.Scalar, Shape.Scalar.RowMajor, i), 1);
            rows[i] = stretch.Walk(value, unit, retainGraph: true)[0] ?? Variable.ZerosLike(x);
        }

        Span<int> lengths = stackalloc int[value.Rank + x.Rank];
        value.Shape.Lengths.CopyTo(lengths);
        x.Shape.Lengths.CopyTo(lengths[value.Rank..]);
        var shape = Shape.Create(lengths);
        return rows.Length == 0 ? Variable.Zeros(shape, x.DType, x.Device) : Variable.Stack(0, rows).Reshape(shape);
    }
}
