namespace Autograd.GradientChecking;

/// <summary>One input of an <see cref="OperationSample"/>: its numbers in float64, and what may be done with them.</summary>
public sealed record SampleInput
{
    private readonly double[] _values = [];

    /// <summary>The elements in row-major order. Indices and truth values (1 and 0) are given as numbers too.</summary>
    public required ReadOnlyMemory<double> Values
    {
        get => _values;
        init => _values = value.ToArray();
    }

    /// <summary>The shape.</summary>
    public required Shape Shape { get; init; }

    /// <summary>Float64 stands for any float type, and suites cast it; int32, int64 and bool stay what they are.</summary>
    public DType DType { get; init; } = DType.Float64;

    /// <summary>Where the function of this input is defined.</summary>
    public InputDomain Domain { get; init; } = InputDomain.Real;

    /// <summary>Whether a gradient is to be checked. Never for integers and bools.</summary>
    public bool IsDifferentiable { get; init; } = true;

    /// <summary>An input with the numbers given.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="values">As many numbers as the shape has elements, in row-major order.</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public static SampleInput Of(Shape shape, params ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (values.Length != shape.Count)
            throw new ArgumentException($"sample: {values.Length} numbers do not fill shape {shape} of {shape.Count}; give one each");
        return new SampleInput { Shape = shape, Values = values.ToArray() };
    }

    /// <summary>A scalar.</summary>
    /// <param name="value">Its number.</param>
    public static SampleInput Scalar(double value) => Of(Shape.Scalar, value);

    /// <summary>
    /// Numbers spread over an interval in a scrambled order: all different by at least a third of their mean distance, none
    /// 0, and short in decimals, so that no maximum has a tie and failures can be read.
    /// </summary>
    /// <param name="shape">The shape.</param>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    /// <param name="seed">Another seed, another order: give the inputs of one sample different ones.</param>
    public static SampleInput Spread(Shape shape, double low = -2, double high = 2, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Of(shape, SampleNumbers.Spread(checked((int)shape.Count), low, high, seed));
    }

    /// <summary>int64 indices.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="values">The indices.</param>
    public static SampleInput Indices(Shape shape, params ReadOnlySpan<int> values)
    {
        var numbers = new double[values.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = values[i];
        return Of(shape, numbers) with { DType = DType.Int64, IsDifferentiable = false };
    }

    /// <summary>Truth values.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="values">The truth values.</param>
    public static SampleInput Booleans(Shape shape, params ReadOnlySpan<bool> values)
    {
        var numbers = new double[values.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = values[i] ? 1 : 0;
        return Of(shape, numbers) with { DType = DType.Bool, IsDifferentiable = false };
    }

    /// <summary>The same input on a domain.</summary>
    /// <param name="domain">Where the function of this input is defined.</param>
    public SampleInput On(InputDomain domain) => this with { Domain = domain };

    /// <summary>The same input as a constant, without gradient.</summary>
    public SampleInput Constant() => this with { IsDifferentiable = false };

    /// <summary>Makes a Variable; it requires no gradient.</summary>
    /// <param name="floatType">The type a float64 input is cast to.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public Variable ToVariable(DType floatType = DType.Float64, Device? device = null)
    {
        var exact = Variable.From(Values.Span, Shape);
        var typed = exact.To(DType == DType.Float64 ? floatType : DType);
        return device is { } target ? typed.To(target) : typed;
    }
}
