using Xunit;

namespace Autograd.NN.Tests.Modules;

public class InitialiserTests
{
    // [out, in, kernel, kernel]: fan-in 64 · 9, fan-out 100 · 9.
    private static readonly Shape Shape = [100, 64, 3, 3];

    public static TheoryData<string, double, bool> Cases { get; } = new()
    {
        { "kaiming uniform", Math.Sqrt(6.0 / 576), true },
        { "kaiming uniform √5", 1 / Math.Sqrt(576), true },
        { "kaiming uniform out", Math.Sqrt(6.0 / 900), true },
        { "kaiming normal", Math.Sqrt(2.0 / 576), false },
        { "xavier uniform", Math.Sqrt(6.0 / 1476), true },
        { "xavier normal", 5.0 / 3 * Math.Sqrt(2.0 / 1476), false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void MeanAndSpreadAreThoseOfTheFormula(string name, double size, bool isUniform)
    {
        var initialiser = name switch
        {
            "kaiming uniform" => Initialisers.KaimingUniform(),
            "kaiming uniform √5" => Initialisers.KaimingUniform(Math.Sqrt(5)),
            "kaiming uniform out" => Initialisers.KaimingUniform(fan: Fan.Out),
            "kaiming normal" => Initialisers.KaimingNormal(),
            "xavier uniform" => Initialisers.XavierUniform(),
            _ => Initialisers.XavierNormal(5.0 / 3),
        };
        var values = initialiser(Shape, new RandomGenerator(11), DType.Float64, Device.Cpu).ToArray<double>();
        var deviation = isUniform ? size / Math.Sqrt(3) : size;

        // Six deviations of the mean's and the variance's own spread.
        Assert.InRange(values.Average(), -6 * deviation / Math.Sqrt(values.Length), 6 * deviation / Math.Sqrt(values.Length));
        var variance = values.Sum(value => value * value) / values.Length;
        Assert.InRange(variance / (deviation * deviation), 1 - (9 / Math.Sqrt(values.Length)), 1 + (9 / Math.Sqrt(values.Length)));
        if (isUniform)
        {
            Assert.InRange(values.Max(), 0.999 * size, size);
            Assert.InRange(values.Min(), -size, -0.999 * size);
        }
    }

    [Fact]
    public void DefaultsArePyTorchs()
    {
        var linear = new Linear(400, 300);
        var conv = new Conv2d(16, 300, 5);
        linear.Initialise(5);
        conv.Initialise(5);

        foreach (var parameter in linear.Parameters().Concat(conv.Parameters()))
        {
            var values = parameter.Value.ToArray<float>();
            Assert.InRange(values.Max(), 0.95f / 20, 1f / 20);
            Assert.InRange(values.Min(), -1f / 20, -0.95f / 20);
        }
    }

    [Fact]
    public void WrongShapesAndResultsAreRefused()
    {
        Assert.Equal(
            "initialise: shape [3] has no inputs and outputs to count; use Uniform, Normal or Constant",
            Assert.Throws<ArgumentException>(() => Initialisers.XavierUniform()([3], new RandomGenerator(1), DType.Float32, Device.Cpu)).Message);
        var wrong = new Linear(2, 3, initialiser: (_, _, _, _) => Variable.Ones([2]));
        Assert.Equal(
            "initialise: weight is float32[3, 2] on cpu, its initialiser gave f32[2] cpu data; let it return what it was asked for",
            Assert.Throws<ArgumentException>(() => wrong.Weight.Value).Message);
    }

    [Fact]
    public void AnInitialiserOfOperationsOutlivesItsTape()
    {
        var layer = new Linear(2, 3, initialiser: (shape, random, dtype, device) => Variable.Normal(shape, random, 0, 1, dtype, device) * 0.1);
        using (var tape = new Tape())
            layer.Call(Variable.Ones([1, 2])).Sum().Backward();

        Assert.Equal(6, layer.Weight.Value.ToArray<float>().Length);
        Assert.True(layer.Weight.Value.IsLeaf);
    }
}
