using Autograd.GradientChecking;
using Autograd.Numerics;

namespace Autograd.Tests.Ops.Random;

public sealed class DropoutSamples : OperationSamples<DropoutOp>
{
    private const ulong Seed = 20;

    public override IEnumerable<OperationSample> Samples()
    {
        yield return Drop("0-d", Shape.Scalar, 0.5);
        yield return Drop("tail 37", [37], 0.5);
        yield return Drop("matrix", [3, 5], 0.25);
        yield return Drop("no element", [0, 3], 0.5);
        yield return Drop("5-d", [2, 1, 3, 2, 2], 0.1);
        yield return Drop("everything", [6], 1);
        yield return Drop("next to nothing", [6], 1e-9);
        yield return Drop("wider than a thread's share", [3, 23000], 0.9);
        yield return Sample("nothing", x => x[0].Dropout(0, new RandomGenerator(Seed)) * 1, [Spread([5])], x => x[0]) with { IsLinear = true, Notes = "a probability of 0 applies nothing" };
        yield return Sample("of a broadcast", x => Call(x[0].Expand([3, 4]), 0.5), [Spread([4])], x => Masked([.. x[0], .. x[0], .. x[0]], 0.5)) with { IsLinear = true };
        yield return Sample("of a transpose", x => Call(x[0].T, 0.5), [Spread([4, 3])], x => Masked(Naive.Pick(x[0], [4, 3], [3, 4], c => [c[1], c[0]]), 0.5)) with { IsLinear = true };
        yield return Sample("squared after", x => Call(x[0], 0.5).Pow(2), [Spread([8])], x => Array.ConvertAll(Masked(x[0], 0.5), v => v * v));
        yield return Sample("between infinite slopes", x => Call(x[0].Sqrt(), 1).Sqrt(), [Of([3], 0, 0, 0).On(InputDomain.NonNegative)], _ => [0, 0, 0]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, 0]],
        };
        yield return Sample("infinite and dropped", x => Call(x[0], 1), [Of([3], double.PositiveInfinity, double.NaN, 1)], _ => [0, 0, 0]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, 0]],
        };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("no probability", () => Variable.Ones([2]).Dropout(1.5), "dropout: the probability is 1.5; use 0 to 1");
        yield return Error<ArgumentException>("integers", () => Variable.Ones([2], DType.Int64).Dropout(0.5), "dropout: elements are int64; cast first, x.To(DType.Float32)");
    }

    /// <summary>A generator of its own for each call, so that every call drops the same.</summary>
    private static Variable Call(Variable x, double p) => x.Dropout(p, new RandomGenerator(Seed));

    /// <summary>Element i stays where the upper 24 bits of the substream's word i lie below (1 − p)·2²⁴.</summary>
    private static double[] Masked(double[] x, double p)
    {
        var key = new RandomGenerator(Seed).Next();
        var words = new uint[x.Length];
        Philox4x32.Fill(words, key.Seed, key.Stream, 0);
        return [.. x.Select((v, i) => words[i] >> 8 < Math.Ceiling((1 - p) * (1 << 24)) ? v * (1 / (1 - p)) : 0)];
    }

    private OperationSample Drop(string name, Shape shape, double p) => Sample(name, x => Call(x[0], p), [Spread(shape)], x => Masked(x[0], p)) with { IsLinear = true };
}
