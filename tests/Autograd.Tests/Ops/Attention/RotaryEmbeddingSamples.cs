using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Attention;

public sealed class RotaryEmbeddingSamples : OperationSamples<RotaryEmbeddingOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Turned("halves", [2, 3, 4], RotaryPairing.Halves);
        yield return Turned("interleaved", [2, 3, 4], RotaryPairing.Interleaved);
        yield return Turned("one pair", [5, 2], RotaryPairing.Halves);
        yield return Turned("tail 37, halves", [37, 6], RotaryPairing.Halves);
        yield return Turned("tail 37, interleaved", [37, 6], RotaryPairing.Interleaved);
        yield return Turned("heads", [2, 2, 3, 4], RotaryPairing.Halves);
        yield return Turned("an offset", [3, 4], RotaryPairing.Interleaved, offset: 9);
        yield return Turned("beyond the first table", [2, 4], RotaryPairing.Halves, offset: 1000);
        yield return Turned("another base", [3, 4], RotaryPairing.Halves, baseOfAngles: 500);
        yield return Turned("no row", [2, 0, 4], RotaryPairing.Halves);
        yield return Turned("no feature", [3, 0], RotaryPairing.Interleaved);
        yield return Sample("broadcast row", x => x[0].Expand([3, 4]).RotaryEmbedding(), [Spread([4])], x => Turn([.. x[0], .. x[0], .. x[0]], [3, 4], RotaryPairing.Halves, 0, 10000)) with { IsLinear = true };
        yield return Sample("of a transpose", x => x[0].T.RotaryEmbedding(pairing: RotaryPairing.Interleaved), [Spread([4, 3])], x => Turn(Naive.Pick(x[0], [4, 3], [3, 4], c => [c[1], c[0]]), [3, 4], RotaryPairing.Interleaved, 0, 10000)) with { IsLinear = true };
        yield return Sample("squared after", x => x[0].RotaryEmbedding().Pow(2), [Spread([3, 4])], x => Array.ConvertAll(Turn(x[0], [3, 4], RotaryPairing.Halves, 0, 10000), v => v * v));
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>(
            "an odd width", () => Variable.Ones([2, 3]).RotaryEmbedding(), "rotary_embedding: an input of [2, 3]; give […, length, features], an even number of features");
        yield return Error<ArgumentException>("a vector", () => Variable.Ones([4]).RotaryEmbedding(), "rotary_embedding: an input of [4]; give […, length, features], an even number of features");
        yield return Error<ArgumentException>("an offset", () => Variable.Ones([2, 4]).RotaryEmbedding(-1), "rotary_embedding: the offset is -1; give the first row's position, 0 or more");
        yield return Error<ArgumentException>("a base", () => Variable.Ones([2, 4]).RotaryEmbedding(baseOfAngles: 0), "rotary_embedding: the base is 0; use a positive number, 10000");
    }

    /// <summary>Each pair as a complex number, times e^(i · position · base^(−2i/E)).</summary>
    private static double[] Turn(double[] x, Shape shape, RotaryPairing pairing, int offset, double baseOfAngles)
    {
        var (length, width) = (shape[^2], shape[^1]);
        var y = new double[x.Length];
        for (var row = 0; row * width < x.Length; row++)
        {
            for (var i = 0; i < width / 2; i++)
            {
                var (first, second) = pairing == RotaryPairing.Halves ? (i, i + (width / 2)) : (2 * i, (2 * i) + 1);
                var turned = new System.Numerics.Complex(x[(row * width) + first], x[(row * width) + second])
                    * System.Numerics.Complex.FromPolarCoordinates(1, ((row % length) + offset) * Math.Pow(baseOfAngles, -2.0 * i / width));
                (y[(row * width) + first], y[(row * width) + second]) = (turned.Real, turned.Imaginary);
            }
        }

        return y;
    }

    private OperationSample Turned(string name, Shape shape, RotaryPairing pairing, int offset = 0, double baseOfAngles = 10000) =>
        Sample(name, x => x[0].RotaryEmbedding(offset, baseOfAngles, pairing), [Spread(shape)], x => Turn(x[0], shape, pairing, offset, baseOfAngles)) with { IsLinear = true };
}
