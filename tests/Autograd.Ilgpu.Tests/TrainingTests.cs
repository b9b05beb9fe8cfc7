using Autograd.NN;
using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>The same program on the device: the same losses, without a transfer, in memory that does not grow.</summary>
public sealed class TrainingTests
{
    public static TheoryData<string> Names => ["mlp", "cnn"];

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepTransfersNothingUntilAValueIsRead(string name)
    {
        Accelerated.Require();
        var network = Networks.New(name);
        network.To(Accelerated.Device);
        var adam = new Adam(network.Parameters(), 0.01);
        var (images, labels) = Networks.Data(1);
        (images, labels) = (images.To(Accelerated.Device), labels.To(Accelerated.Device));
        using (new Tape())
            Networks.Step(network, adam, images, labels);
        using var tape = new Tape();
        var before = Devices.Activity(Accelerated.Device);
        var loss = Networks.Step(network, adam, images, labels);
        var step = Devices.Activity(Accelerated.Device) - before;
        Assert.True(step.Launches > 20, $"{step.Launches} launches");
        Assert.Equal((0, 0), (step.Transfers, step.Waits));
        Assert.True(float.IsFinite(loss.Item<float>()));

        // The loss, and whether a kernel met an index out of range.
        Assert.InRange((Devices.Activity(Accelerated.Device) - before).Downloads, 1, 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TenStepsGiveTheCpusLosses(string name)
    {
        Accelerated.Require();
        var expected = Losses(name, Device.Cpu);
        var actual = Losses(name, Accelerated.Device);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(actual[i] - expected[i]) <= 1e-4 * Math.Abs(expected[i]), $"step {i + 1}: {actual[i]:R} instead of {expected[i]:R}");
        Assert.NotEqual(expected[0], expected[^1]);
    }

    [Fact]
    public void DropoutDropsTheSameInTenSteps()
    {
        Accelerated.Require();
        var (here, there) = (new Dropout(0.3), new Dropout(0.3));
        here.Initialise(9);
        there.Initialise(9);
        var x = Variable.Ones([5, 7]);
        for (var step = 0; step < 10; step++)
            Assert.Equal(here.Call(x).ToArray<float>(), there.Call(x.To(Accelerated.Device)).ToArray<float>());
    }

    [Theory]
    [InlineData("mlp", "sgd")]
    [InlineData("mlp", "adam")]
    [InlineData("cnn", "adam")]
    public void MemoryDoesNotGrow(string name, string optimiserName)
    {
        Accelerated.Require();
        const int Stretch = 20;
        const long Little = 2000;
        var network = Networks.New(name);
        network.To(Accelerated.Device);
        Optimiser optimiser = optimiserName == "sgd" ? new Sgd(network.Parameters(), 0.01, momentum: 0.9) : new Adam(network.Parameters(), 0.01);
        var scheduler = new Scheduler(optimiser, Schedule.Cosine(1000));
        var (images, labels) = Networks.Data(1);
        (images, labels) = (images.To(Accelerated.Device), labels.To(Accelerated.Device));
        Train();
        var first = Devices.Memory(Accelerated.Device);
        var managed = long.MaxValue;
        for (var stretch = 0; stretch < 40 && managed >= Little; stretch++)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            Train();
            managed = Math.Min(managed, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        // What the collector finds meanwhile may make either smaller.
        var last = Devices.Memory(Accelerated.Device);
        Assert.True(last.BytesLive <= first.BytesLive, $"{first.BytesLive} bytes in use became {last.BytesLive}");
        Assert.True(last.BytesLive + last.BytesPooled <= first.BytesLive + first.BytesPooled, $"{first} became {last}");

        // Pools and the runtime's own tables fill for some hundred steps of the process; what is kept of every step, if only a handle of
        // 200 bytes, makes no stretch that grows so little.
        Assert.True(managed < Little, $"{managed} bytes more in {Stretch} steps");

        void Train()
        {
            for (var step = 0; step < Stretch; step++)
            {
                // Rates of their own at every step: what is made for a number must not stay.
                using (new Tape())
                    Networks.Step(network, optimiser, images, labels);
                scheduler.Step();
            }
        }
    }

    private static float[] Losses(string name, Device device)
    {
        var network = Networks.New(name);
        network.To(device);
        var adam = new Adam(network.Parameters(), 0.01);
        var (images, labels) = Networks.Data(2);
        var losses = new List<float>();
        var loader = new DataLoader([images, labels], Networks.Batch, seed: 1, device: device);
        for (var epoch = 1; losses.Count < 10; epoch++)
        {
            foreach (var batch in loader.Epoch(epoch))
            {
                using var tape = new Tape();
                var (x, y) = batch;
                losses.Add(Networks.Step(network, adam, x, y).Item<float>());
            }
        }

        return [.. losses];
    }
}
