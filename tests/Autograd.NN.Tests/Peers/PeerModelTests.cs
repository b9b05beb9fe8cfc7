using System.Text.Json;
using Autograd.Benchmarks.Models;
using Xunit;

namespace Autograd.NN.Tests.Peers;

/// <summary>The benchmark's models, written with the public API, give PyTorch's loss and gradients for the same weights.</summary>
public class PeerModelTests
{
    private static readonly JsonElement Models =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "peer_models.json"))).RootElement.GetProperty("models");

    public static TheoryData<string> Names => [.. Models.EnumerateObject().Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Float64Agrees(string name) => Compare(name, DType.Float64, 1e-11);

    [Theory]
    [MemberData(nameof(Names))]
    public void Float32Agrees(string name) => Compare(name, DType.Float32, Float32Tolerance(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void StepsLowerTheLoss(string name)
    {
        var model = PeerModels.All[name]();
        model.FillParameters();
        var step = model.Step(DType.Float32);
        var before = Loss(model);
        for (var i = 0; i < 3; i++)
            step();
        Assert.True(Loss(model) < before);
    }

    /// <summary>
    /// Ten times what PyTorch's own float32 sums are off its float64 ones: rounding turns some rectifiers of a deep network on or
    /// off, which moves gradients by more than rounding itself.
    /// </summary>
    private static double Float32Tolerance(string name)
    {
        var model = Models.GetProperty(name);
        var (exact, rounded) = (Squares(model, "float64"), Squares(model, "float32"));
        return 10 * Math.Max(1e-6, exact.Zip(rounded, (a, b) => a == 0 ? 0 : Math.Abs(a - b) / a).Max());
    }

    private static IEnumerable<double> Squares(JsonElement model, string dtype) =>
        model.GetProperty(dtype).GetProperty("gradients").EnumerateArray().Select(sums => sums[1].GetDouble());

    private static double Loss(PeerModel model)
    {
        using var tape = new Tape();
        return model.Loss(model.Prepared(DType.Float32), model.Targets).Item<float>();
    }

    private static void Compare(string name, DType dtype, double tolerance)
    {
        var reference = Models.GetProperty(name).GetProperty(dtype.Name());
        var model = PeerModels.All[name]();
        model.Module.To(dtype);
        model.FillParameters();
        using (var tape = new Tape())
        {
            var loss = model.Loss(model.Prepared(dtype), model.Targets);
            var expected = reference.GetProperty("loss").GetDouble();
            Assert.Equal(expected, loss.To(DType.Float64).Item<double>(), tolerance * Math.Max(1, Math.Abs(expected)));
            loss.Backward();
        }

        var gradients = reference.GetProperty("gradients").EnumerateArray().ToList();
        var parameters = model.Module.NamedParameters();
        Assert.Equal(gradients.Count, parameters.Count);
        for (var i = 0; i < gradients.Count; i++)
        {
            var (path, parameter) = parameters[i];
            var values = parameter.Grad?.To(DType.Float64).ToArray<double>() ?? new double[parameter.Count];
            var wanted = gradients[i].EnumerateArray().Select(number => number.GetDouble()).ToArray();

            // Sums may be off by each element's error; the size of the errors is that of the largest terms, not of what is left of them.
            var size = values.Sum(Math.Abs);
            Check($"{name} {path} Σ g", wanted[0], values.Sum(), size);
            Check($"{name} {path} Σ g²", wanted[1], values.Sum(value => value * value), values.Sum(value => value * value));
            Check($"{name} {path} Σ kg/n", wanted[2], values.Select((value, k) => (k + 1.0) * value).Sum() / values.Length, size);
        }

        void Check(string what, double expected, double actual, double size) =>
            Assert.True(Math.Abs(expected - actual) <= tolerance * (size + 1e-3), $"{what}: {actual:R} and not {expected:R}, of {size:R}");
    }
}
