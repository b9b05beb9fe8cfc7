using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Recurrent;

public sealed class RnnReluSamples() : PlainRecurrenceSamples<RnnReluOp>(RnnActivation.Relu, x => Math.Max(x, 0))
{
    public override IEnumerable<OperationSample> Samples()
    {
        foreach (var sample in base.Samples())
            yield return sample;

        // Both units of the second step have the sum 0.
        yield return Sample(
            "at the kink",
            x => x[0].Rnn(x[1], x[2], activation: RnnActivation.Relu).Output,
            [Of([2, 1, 1], 1, -1), Of([2, 1], 1, 2), Of([2, 2], 1, 0, 0, 1)],
            _ => [1, 2, 0, 0]) with
        {
            SmoothOrder = 1,
            IsAtKink = true,
            GradientReference = _ => [[3, 0], [1, 1], [0, 0, 0, 0]],
        };
    }

    // All positive, with weights of one sign a unit: then no sum comes near the kink, and every other unit is cut off.
    protected override SampleInput Values(Shape shape, int seed) => Spread(shape, 0.2, 1.5, seed);

    protected override SampleInput Weights(Shape shape, int seed)
    {
        var positive = Spread(shape, 0.2, 1, seed);
        var row = shape.Rank == 1 ? 1 : shape[1];
        return positive with { Values = positive.Values.ToArray().Select((v, i) => i / row % 2 == 0 ? v : -v).ToArray() };
    }
}
