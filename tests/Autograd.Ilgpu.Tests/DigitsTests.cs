using Autograd.NN;
using Digits;
using Digits.Models;
using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>The example's networks on its digits: from the same seed they learn on a device what they learn on the CPU.</summary>
/// <param name="output">Where it is told how near the losses are.</param>
public sealed class DigitsTests(ITestOutputHelper output)
{
    private const ulong Seed = 3;

    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    public void TenStepsGiveTheCpusLosses(string model)
    {
        Accelerated.Require();

        // A simulated GPU takes its time over convolutions.
        var batch = model == "cnn" && Accelerated.Device == Device.IlgpuCpu ? 2 : 64;
        var data = DigitData.Load(new Settings { Seed = Seed });
        var expected = Losses(New(model, Device.Cpu), data, batch, Device.Cpu).Take(10).ToArray();
        var actual = Losses(New(model, Accelerated.Device), data, batch, Accelerated.Device).Take(10).ToArray();
        output.WriteLine(FormattableString.Invariant($"losses differ by {expected.Zip(actual, static (e, a) => Math.Abs(a - e) / Math.Abs(e)).Max():G3} of themselves at most"));
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(actual[i] - expected[i]) <= 1e-4 * Math.Abs(expected[i]), $"step {i + 1}: {actual[i]:R} instead of {expected[i]:R}");
        Assert.Equal(10, expected.Distinct().Count());
    }

    [Fact]
    public void TwoEpochsGiveTheCpusAccuracy()
    {
        Accelerated.Require();
        var data = DigitData.Load(new Settings { Seed = Seed });
        var (expected, actual) = (Accuracy(Device.Cpu), Accuracy(Accelerated.Device));
        Assert.True(expected > 0.85, $"accuracy {expected} on the CPU");
        Assert.InRange(actual, expected - 0.01, expected + 0.01);

        double Accuracy(Device device)
        {
            var network = New("mlp", device);
            _ = Losses(network, data, 64, device, epochs: 2).Count();
            return Evaluation.Of(network, data, device).Accuracy;
        }
    }

    private static Module New(string model, Device device)
    {
        Module network = model == "cnn" ? new ConvolutionalNet(8, DigitData.Classes) : new Perceptron(8, DigitData.Classes);
        network.Initialise(Seed);
        network.To(device);
        return network;
    }

    private static IEnumerable<float> Losses(Module network, DigitData data, int batch, Device device, int epochs = 1)
    {
        var adam = new Adam(network.Parameters(), 3e-3);
        var loader = new DataLoader([data.TrainImages, data.TrainLabels], batch, Seed, device: device);
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            network.Train();
            foreach (var (images, labels) in loader.Epoch(epoch))
            {
                using var tape = new Tape();
                yield return Networks.Step(network, adam, images, labels).Item<float>();
            }
        }
    }
}
