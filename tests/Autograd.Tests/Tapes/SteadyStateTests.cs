using Autograd.Backends;
using Autograd.Tests.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Tapes;

/// <summary>In a steady state a step allocates the user's handles and nothing else: no buffer, node, slot or shape.</summary>
[Collection(PoolCollection.Name)]
public class SteadyStateTests
{
    private const int HandleBytes = 96;

    // The tape's own object and what the runtime makes when an ambient value changes, twice a step.
    private const int TapeBytes = 512;

    [Fact]
    public void AChainAllocatesOneHandleAnOperation()
    {
        var x = Variable.Ones([4]).WithGrad();
        var c = Variable.Full([4], 0.5);
        const int Length = 1000;
        AssertSteady(Length + 2, () =>
        {
            x.ZeroGrad();
            using var tape = new Tape();
            var y = x;
            for (var i = 0; i < Length; i++)
                y = y * c;
            y.Sum().Backward();
        });
    }

    [Fact]
    public void ATrainingStepAllocatesItsHandlesOnly()
    {
        var random = new RandomGenerator(1);
        var x = Variable.Normal([32, 20], random);
        var targets = Variable.From(Enumerable.Range(0, 32).Select(i => (long)(i % 5)).ToArray());
        var w1 = Variable.Normal([16, 20], random).WithGrad();
        var b1 = Variable.Zeros([16]).WithGrad();
        var w2 = Variable.Normal([5, 16], random).WithGrad();
        var b2 = Variable.Zeros([5]).WithGrad();
        Variable[] parameters = [w1, b1, w2, b2];

        // Linear, relu and linear make one handle each; the loss, with its views and its mean, eight; four gradients.
        AssertSteady(3 + 8 + 4, () =>
        {
            foreach (var parameter in parameters)
                parameter.ZeroGrad();
            using var tape = new Tape();
            x.Linear(w1, b1).Relu().Linear(w2, b2).CrossEntropy(targets).Backward();
            foreach (var parameter in parameters)
                parameter.Update<float>(values => Descend(values, parameter));
        }, closures: parameters.Length);
    }

    [Fact]
    public void ATrainingStepThroughARecurrentLayerAllocatesItsHandlesOnly()
    {
        var random = new RandomGenerator(1);
        // So many rows that an array of the collector's would show.
        var x = Variable.Normal([3, 200, 4], random);
        var targets = Variable.From(Enumerable.Range(0, 200).Select(i => (long)(i % 5)).ToArray());
        Variable[] parameters =
        [
            Variable.Normal([20, 4], random).WithGrad(), Variable.Normal([20, 5], random).WithGrad(), Variable.Zeros([20]).WithGrad(), Variable.Zeros([20]).WithGrad(),
        ];

        // Three outputs, the state they begin with, gates and cells; the loss makes eight; four gradients.
        AssertSteady(6 + 8 + 4, () =>
        {
            foreach (var parameter in parameters)
                parameter.ZeroGrad();
            using var tape = new Tape();
            x.Lstm(parameters[0], parameters[1], parameters[2], parameters[3]).State.Hidden.CrossEntropy(targets).Backward();
            foreach (var parameter in parameters)
                parameter.Update<float>(values => Descend(values, parameter));
        }, closures: parameters.Length);
    }

    [Fact]
    public void TheGradientsBufferIsTheWalksOwn()
    {
        // The sum is donated to Grad: no copy is made, so the pool holds exactly the parameters' gradients in between.
        var x = Variable.Ones([1 << 16]).WithGrad();
        Step(x);
        Step(x);
        var before = CpuMemoryPool.Statistics;
        for (var i = 0; i < 10; i++)
            Step(x);
        var after = CpuMemoryPool.Statistics;
        Assert.Equal(before.BytesLive, after.BytesLive);
        Assert.Equal(before.BytesPooled, after.BytesPooled);
    }

    private static void Step(Variable x)
    {
        x.ZeroGrad();
        using var tape = new Tape();
        (x * x).Sum().Backward();
    }

    private static void Descend(Span<float> values, Variable parameter)
    {
        var gradient = parameter.Grad!.AsSpan<float>();
        for (var i = 0; i < values.Length; i++)
            values[i] -= 0.01f * gradient[i];
    }

    private static void AssertSteady(int handles, Action step, int closures = 0)
    {
        for (var i = 0; i < 60; i++)
            step();
        var pool = CpuMemoryPool.Statistics;
        const int Steps = 50;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Steps; i++)
            step();
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Steps;
        Assert.InRange(bytes, 0, (handles * HandleBytes) + TapeBytes + (closures * 128));
        Assert.Equal(pool.BytesLive + pool.BytesPooled, CpuMemoryPool.Statistics.BytesLive + CpuMemoryPool.Statistics.BytesPooled);
    }
}
