using System.Text.Json;
using Xunit;

namespace Autograd.NN.Tests.Training;

/// <summary>Training against PyTorch's numbers; Reference/README.md says how weights and batches are made.</summary>
public class ReferenceTests
{
    private static readonly Lazy<CsvTable> Digits = new(() => CsvTable.Read(Path.Combine(AppContext.BaseDirectory, "Data", "digits.csv.gz"), columns: 65));

    [Theory]
    [InlineData("float64", "mlp", 1e-12, 1e-12)]
    [InlineData("float64", "cnn", 1e-12, 1e-12)]
    [InlineData("float32", "mlp", 5e-6, 2e-5)]
    [InlineData("float32", "cnn", 5e-6, 2e-5)]
    public void LossesGradientsAndWeightsAreTheReferences(string dtypeName, string name, double lossTolerance, double tolerance)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", $"training_{dtypeName}.json")));
        var reference = json.RootElement.GetProperty("models").EnumerateArray().Single(model => model.GetProperty("name").GetString() == name);
        var losses = reference.GetProperty("losses").EnumerateArray().Select(loss => loss.GetDouble()).ToArray();
        var expected = reference.GetProperty("parameters").EnumerateArray().ToArray();
        var dtype = dtypeName == "float64" ? DType.Float64 : DType.Float32;
        var model = Build(name);
        model.To(dtype);
        var parameters = model.Parameters();
        for (var i = 0; i < expected.Length; i++)
        {
            parameters[i].Value.CopyFrom(Weights(parameters[i].Shape, expected[i].GetProperty("seed").GetUInt64(), expected[i].GetProperty("scale").GetDouble()));
            Checksum.AssertEqual(expected[i].GetProperty("initial"), parameters[i].Value, tolerance);
        }

        var adam = new Adam(parameters);
        for (var step = 0; step < losses.Length; step++)
        {
            using var tape = new Tape();
            var (x, y) = Rows(Enumerable.Range(0, 32).Select(i => ((step * 32) + i) % 1437), dtype);
            var loss = model.Call(x).CrossEntropy(y);
            adam.ZeroGrad();
            loss.Backward();
            for (var i = 0; step == 0 && i < expected.Length; i++)
                Checksum.AssertEqual(expected[i].GetProperty("gradientAtStep0"), parameters[i].Grad!, tolerance);
            adam.Step();
            var value = loss.To(DType.Float64).Item<double>();
            Assert.True(Math.Abs(value - losses[step]) <= lossTolerance, $"the loss of step {step} is {value:R}, not {losses[step]:R}");
        }

        for (var i = 0; i < expected.Length; i++)
            Checksum.AssertEqual(expected[i].GetProperty("final"), parameters[i].Value, tolerance);
        Assert.Equal(reference.GetProperty("heldOutRight").GetInt32(), Right(model, dtype));
    }

    private static Sequential Build(string name) => name == "mlp"
        ? new(new Flatten(), new Linear(64, 32), new ReLU(), new Linear(32, 10))
        : new(
            new Conv2d(1, 8, 3, padding: 1), new ReLU(), new Conv2d(8, 16, 3, padding: 1), new ReLU(), new MaxPool2d(2),
            new Flatten(), new Linear(256, 32), new ReLU(), new Linear(32, 10));

    private static int Right(Sequential model, DType dtype)
    {
        using var scope = new Scope();
        var (x, y) = Rows(Enumerable.Range(1437, 360), dtype);
        var logits = model.Call(x).To(DType.Float64).ToArray<double>();
        var labels = y.ToArray<long>();
        return Enumerable.Range(0, labels.Length).Count(i => Array.IndexOf(logits, logits[(i * 10)..((i * 10) + 10)].Max(), i * 10, 10) - (i * 10) == labels[i]);
    }

    private static (Variable X, Variable Y) Rows(IEnumerable<int> rows, DType dtype)
    {
        var digits = rows.Select(row => Digits.Value.Row(row).ToArray()).ToArray();
        double[] pixels = [.. digits.SelectMany(digit => digit.Take(64).Select((pixel, k) => (pixel / 16.0) + (k / 1024.0)))];
        long[] labels = [.. digits.Select(digit => (long)digit[64])];
        return (Variable.From(pixels, [digits.Length, 1, 8, 8]).To(dtype), Variable.From(labels));
    }

    private static Variable Weights(Shape shape, ulong seed, double scale)
    {
        var values = new double[shape.Count];
        for (var k = 0; k < values.Length; k++)
        {
            var z = seed + (((ulong)k + 1) * 0x9E3779B97F4A7C15);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            values[k] = (((z >> 11) * Math.Pow(2, -53)) - 0.5) * scale;
        }

        return Variable.From(values, shape);
    }
}
