using Autograd.Tapes;

namespace Autograd;

/// <content>The operators of vector calculus, for many points at once: the last axis holds a point's coordinates.</content>
public static partial class Derivatives
{
    /// <summary>
    /// The Laplacian of a scalar field at many points, Δf = Σⱼ ∂²f/∂xⱼ²; with chosen coordinates the sum over those alone, so that
    /// one gives a plain second derivative. By one recorded walk for the gradient and one walk a coordinate over that.
    /// </summary>
    /// <param name="field">
    /// Takes [.., d] and gives a number a point, [..] or [.., 1]. Each number may depend on its own point only, as a network's does
    /// that is applied row by row; what mixes points (batch statistics) would be summed over them.
    /// </param>
    /// <param name="points">[.., d].</param>
    /// <param name="coordinates">The j to sum over, negative ones from the end; all where none is given.</param>
    /// <returns>[..], a number a point.</returns>
    /// <exception cref="ArgumentException">The points have no axis, the field's value does not fit, or a coordinate is out of range.</exception>
    public static Variable Laplacian(Func<Variable, Variable> field, Variable points, params ReadOnlySpan<int> coordinates)
    {
        ArgumentNullException.ThrowIfNull(field);
        var (batch, dimensions) = Points("laplacian", points);
        Span<int> chosen = stackalloc int[coordinates.Length == 0 ? dimensions : coordinates.Length];
        for (var i = 0; i < chosen.Length; i++)
        {
            chosen[i] = coordinates.Length == 0 ? i : coordinates[i] < 0 ? coordinates[i] + dimensions : coordinates[i];
            if (chosen[i] < 0 || chosen[i] >= dimensions)
                throw Errors.Argument("laplacian", $"coordinate {coordinates[i]} of points {points.Shape}", $"use −{dimensions} to {dimensions - 1}");
        }

        using var stretch = new Stretch(points);
        var value = field(stretch.Inputs[0]);
        if (value.Shape != batch && value.Shape != Shape.Create([.. batch.Lengths, 1]))
            throw Errors.Argument("laplacian", $"the field gave {value.Shape} for points {points.Shape}", $"give a number a point, {batch}");
        Variable? sum = null;
        if (stretch.Walk(value, Variable.OnesLike(value), createGraph: true)[0] is { } gradient)
        {
            foreach (var j in chosen)
            {
                if (Row(stretch, gradient, j) is { } row)
                    sum = sum is null ? Column(row, j) : sum + Column(row, j);
            }
        }

        return stretch.Give(sum ?? Variable.Zeros(batch, points.DType, points.Device));
    }

    /// <summary>The divergence of a vector field at many points, div F = Σⱼ ∂Fⱼ/∂xⱼ, by one walk a coordinate.</summary>
    /// <param name="field">Takes [.., d] and gives [.., d]; each vector may depend on its own point only.</param>
    /// <param name="points">[.., d].</param>
    /// <returns>[..], a number a point.</returns>
    /// <exception cref="ArgumentException">The points have no axis, or the field's value is not of their shape.</exception>
    public static Variable Divergence(Func<Variable, Variable> field, Variable points)
    {
        ArgumentNullException.ThrowIfNull(field);
        var (batch, dimensions) = Points("divergence", points);
        using var stretch = new Stretch(points);
        var value = Vectors("divergence", field, stretch, points);
        Variable? sum = null;
        for (var j = 0; j < dimensions; j++)
        {
            if (Row(stretch, value, j) is { } row)
                sum = sum is null ? Column(row, j) : sum + Column(row, j);
        }

        return stretch.Give(sum ?? Variable.Zeros(batch, points.DType, points.Device));
    }

    /// <summary>
    /// The curl of a vector field at many points: in three dimensions the vectors
    /// (∂F₂/∂x₁ − ∂F₁/∂x₂, ∂F₀/∂x₂ − ∂F₂/∂x₀, ∂F₁/∂x₀ − ∂F₀/∂x₁), in two the number ∂F₁/∂x₀ − ∂F₀/∂x₁. By one walk a coordinate.
    /// </summary>
    /// <param name="field">Takes [.., d] and gives [.., d]; each vector may depend on its own point only.</param>
    /// <param name="points">[.., 3] or [.., 2].</param>
    /// <returns>[.., 3], or [..] in two dimensions.</returns>
    /// <exception cref="ArgumentException">The points have neither two nor three coordinates, or the field's value is not of their shape.</exception>
    public static Variable Curl(Func<Variable, Variable> field, Variable points)
    {
        ArgumentNullException.ThrowIfNull(field);
        var (batch, dimensions) = Points("curl", points);
        if (dimensions is not (2 or 3))
            throw Errors.Argument("curl", $"the points {points.Shape} have {dimensions} coordinates", "there is a curl in two and in three dimensions");
        using var stretch = new Stretch(points);
        var value = Vectors("curl", field, stretch, points);
        var rows = new Variable?[dimensions];
        for (var i = 0; i < dimensions; i++)
            rows[i] = Row(stretch, value, i);
        Variable Partial(int component, int coordinate) =>
            rows[component] is { } row ? Column(row, coordinate) : Variable.Zeros(batch, points.DType, points.Device);
        Variable Turn(int first, int second) => Partial(second, first) - Partial(first, second);
        return stretch.Give(dimensions == 2 ? Turn(0, 1) : Variable.Stack(-1, Turn(1, 2), Turn(2, 0), Turn(0, 1)));
    }

    /// <summary>The points' batch shape and their number of coordinates.</summary>
    private static (Shape Batch, int Dimensions) Points(string operation, Variable points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Rank == 0 || points.Shape[^1] == 0)
            throw Errors.Argument(operation, $"the points have shape {points.Shape}", "give the coordinates as the last axis, [.., d]");
        return (Shape.Create(points.Shape.Lengths[..^1]), points.Shape[^1]);
    }

    private static Variable Vectors(string operation, Func<Variable, Variable> field, Stretch stretch, Variable points)
    {
        var value = field(stretch.Inputs[0]);
        return value.Shape == points.Shape
            ? value
            : throw Errors.Argument(operation, $"the field gave {value.Shape} for points {points.Shape}", "give a vector a point, of the points' shape");
    }

    /// <summary>∂(component)/∂x for every point: the points do not mix, so one walk does them all. Null where nothing depends on x.</summary>
    private static Variable? Row(Stretch stretch, Variable value, int component)
    {
        var unit = new double[value.Shape[^1]];
        unit[component] = 1;
        var cotangent = Variable.From(unit).To(value.DType).To(value.Device).Expand(value.Shape);
        return stretch.Walk(value, cotangent, retainGraph: true)[0];
    }

    private static Variable Column(Variable row, int coordinate) => row.Slice(-1, coordinate, 1).Squeeze(-1);
}
