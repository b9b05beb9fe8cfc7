namespace Autograd.NN;

/// <summary>
/// First values of parameters. A weight's shape is [out, in, …]: fan-in is in · receptive field, fan-out out · receptive field.
/// </summary>
public static class Initialisers
{
    /// <summary>All elements one value.</summary>
    /// <param name="value">The value.</param>
    public static Initialiser Constant(double value) => (shape, _, dtype, device) => Variable.Full(shape, value, dtype, device);

    /// <summary>Uniform in [low, high).</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    public static Initialiser Uniform(double low, double high) => (shape, random, dtype, device) => Variable.Uniform(shape, random, low, high, dtype, device);

    /// <summary>Normal with a mean and a standard deviation.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation.</param>
    public static Initialiser Normal(double mean, double deviation) =>
        (shape, random, dtype, device) => Variable.Normal(shape, random, mean, deviation, dtype, device);

    /// <summary>Kaiming (He): uniform in ±√(6 / ((1 + a²) · fan)), for layers before a leaky ReLU.</summary>
    /// <param name="slope">a, the slope below zero; 0 for ReLU, √5 gives PyTorch's default of ±1/√fan.</param>
    /// <param name="fan">Which connections count.</param>
    public static Initialiser KaimingUniform(double slope = 0, Fan fan = Fan.In) => (shape, random, dtype, device) =>
    {
        var bound = Math.Sqrt(6 / ((1 + (slope * slope)) * Count(shape, fan)));
        return Variable.Uniform(shape, random, -bound, bound, dtype, device);
    };

    /// <summary>Kaiming (He): normal with deviation √(2 / ((1 + a²) · fan)), for layers before a leaky ReLU.</summary>
    /// <param name="slope">a, the slope below zero; 0 for ReLU.</param>
    /// <param name="fan">Which connections count.</param>
    public static Initialiser KaimingNormal(double slope = 0, Fan fan = Fan.In) => (shape, random, dtype, device) =>
        Variable.Normal(shape, random, 0, Math.Sqrt(2 / ((1 + (slope * slope)) * Count(shape, fan))), dtype, device);

    /// <summary>Xavier (Glorot): uniform in ±gain · √(6 / (fan-in + fan-out)), for tanh and sigmoid.</summary>
    /// <param name="gain">A factor; 5/3 is usual before tanh.</param>
    public static Initialiser XavierUniform(double gain = 1) => (shape, random, dtype, device) =>
    {
        var bound = gain * Math.Sqrt(6.0 / (Count(shape, Fan.In) + Count(shape, Fan.Out)));
        return Variable.Uniform(shape, random, -bound, bound, dtype, device);
    };

    /// <summary>Xavier (Glorot): normal with deviation gain · √(2 / (fan-in + fan-out)), for tanh and sigmoid.</summary>
    /// <param name="gain">A factor; 5/3 is usual before tanh.</param>
    public static Initialiser XavierNormal(double gain = 1) => (shape, random, dtype, device) =>
        Variable.Normal(shape, random, 0, gain * Math.Sqrt(2.0 / (Count(shape, Fan.In) + Count(shape, Fan.Out))), dtype, device);

    private static long Count(Shape shape, Fan fan)
    {
        if (shape.Rank < 2)
            throw Errors.Argument("initialise", $"shape {shape} has no inputs and outputs to count", "use Uniform, Normal or Constant");
        var connections = (long)shape[fan == Fan.In ? 1 : 0];
        for (var axis = 2; axis < shape.Rank; axis++)
            connections *= shape[axis];

        // A layer without connections has no elements: any finite bound will do.
        return Math.Max(1, connections);
    }
}
