using Autograd.Backends;

namespace Autograd.Ops;

/// <summary>What all normalisations share: ε, an optional weight and bias behind the other inputs, and arrays seen as fewer axes.</summary>
/// <param name="HasWeight">Whether there is a weight.</param>
/// <param name="HasBias">Whether there is a bias.</param>
/// <param name="Epsilon">ε, added to variances.</param>
internal readonly record struct Affine(bool HasWeight, bool HasBias, double Epsilon)
{
    /// <summary>Checks ε, shapes and dtypes; throws before anything is computed.</summary>
    public static Affine Check(string operation, Variable x, Variable? weight, Variable? bias, Shape shape, double epsilon)
    {
        weight?.ThrowIfReleased(operation);
        bias?.ThrowIfReleased(operation);
        if (!(epsilon > 0 && double.IsFinite(epsilon)))
            throw Errors.Argument(operation, $"epsilon is {epsilon}", "use a small positive number, 1e-5: it keeps constant rows finite");
        CheckPart(operation, "weight", x, weight, shape);
        CheckPart(operation, "bias", x, bias, shape);
        return new Affine(weight is not null, bias is not null, epsilon);
    }

    /// <summary>Applies an operation whose last inputs are the weight and the bias that are there.</summary>
    public static Variable Apply(Operation operation, Variable x, Variable? weight, Variable? bias) => (weight, bias) switch
    {
        (null, null) => Operation.Apply(operation, x),
        (null, _) => Operation.Apply(operation, x, bias),
        (_, null) => Operation.Apply(operation, x, weight),
        _ => Operation.Apply(operation, x, weight, bias),
    };

    /// <summary>Contiguous elements as an array of other axes.</summary>
    public static TensorView As(Variable x, params ReadOnlySpan<int> lengths)
    {
        var shape = Shape.Create(lengths);
        return new TensorView(x.Storage, shape, shape.RowMajor, x.View.Offset);
    }

    /// <summary>y · weight + bias in Variable operations.</summary>
    /// <param name="y">The normalised values.</param>
    /// <param name="inputs">The operation's inputs.</param>
    /// <param name="first">The place of the weight, or of the bias without one.</param>
    /// <param name="shape">What weight and bias are reshaped to, so that they broadcast; null where they do.</param>
    public Variable Finish(Variable y, ReadOnlySpan<Variable> inputs, int first, Shape? shape = null)
    {
        if (HasWeight)
            y = y * Shaped(inputs[first++], shape);
        return HasBias ? y + Shaped(inputs[first], shape) : y;
    }

    /// <summary>The weight among the inputs, as kernels take it.</summary>
    public TensorView? Weight(ReadOnlySpan<Variable> inputs, int first) => HasWeight ? Flat(inputs[first]) : null;

    /// <summary>The bias among the inputs, as kernels take it.</summary>
    public TensorView? Bias(ReadOnlySpan<Variable> inputs, int first) => HasBias ? Flat(inputs[HasWeight ? first + 1 : first]) : null;

    /// <summary>The weight in a backward pass.</summary>
    public TensorView? Weight(in VjpContext context, int first) => HasWeight ? Flat(context.Input(first)) : null;

    /// <summary>Memory for the weight's cotangent, or null where none is wanted.</summary>
    public Variable? WeightGradient(in VjpContext context, int first) =>
        HasWeight && context.Needs(first) ? Variable.Allocate(context.Backend, context.InputShape(first), context.InputDType(first)) : null;

    /// <summary>Memory for the bias's cotangent, or null where none is wanted.</summary>
    public Variable? BiasGradient(in VjpContext context, int first)
    {
        var place = HasWeight ? first + 1 : first;
        return HasBias && context.Needs(place) ? Variable.Allocate(context.Backend, context.InputShape(place), context.InputDType(place)) : null;
    }

    /// <summary>Hands the cotangents that were computed to the walk.</summary>
    public void Sink(in GradientSink sink, Variable? dx, Variable? dWeight, Variable? dBias, int first)
    {
        if (dx is not null)
            sink.Add(0, dx);
        if (dWeight is not null)
            sink.Add(first, dWeight);
        if (dBias is not null)
            sink.Add(HasWeight ? first + 1 : first, dBias);
    }

    private static Variable Shaped(Variable parameter, Shape? shape) => shape is null ? parameter : parameter.Reshape(shape);

    private static TensorView Flat(Variable parameter)
    {
        var contiguous = parameter.IsContiguous ? parameter : parameter.CopyContiguous();
        return As(contiguous, checked((int)contiguous.Count));
    }

    private static void CheckPart(string operation, string name, Variable x, Variable? part, Shape shape)
    {
        if (part is null)
            return;
        if (part.Shape != shape)
            throw Errors.Argument(operation, $"a {name} of {part.Shape} for {shape}", $"the {name} is {shape}");
        if (part.DType != x.DType)
            throw Errors.Argument(operation, $"the input is {x.DType.Name()}, the {name} {part.DType.Name()}", "cast them to one type");
    }
}
