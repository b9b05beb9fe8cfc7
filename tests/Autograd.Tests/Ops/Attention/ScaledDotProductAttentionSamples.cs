using Autograd.GradientChecking;
using Autograd.Numerics;

namespace Autograd.Tests.Ops.Attention;

public sealed class ScaledDotProductAttentionSamples : OperationSamples<ScaledDotProductAttentionOp>
{
    private const ulong Seed = 7;

    private static readonly double Never = double.NegativeInfinity;

    public override IEnumerable<OperationSample> Samples()
    {
        yield return Plain("one head", [3, 2], 4, 2);
        yield return Plain("heads", [2, 2, 3, 2], 3, 3);
        yield return Plain("tail 37", [2, 37], 37, 5);
        yield return Plain("3-d", [2, 3, 2], 2, 2);
        yield return Plain("5-d", [2, 1, 2, 2, 2], 3, 1);
        yield return Plain("one key", [4, 3], 1, 2);
        yield return Plain("no query", [0, 3], 2, 2);
        yield return Plain("no key", [3, 2], 0, 2);
        yield return Plain("no feature", [3, 0], 2, 2);
        yield return Plain("several tiles", [2, 70, 3], 140, 2);
        yield return Plain("a scale", [3, 2], 4, 2, scale: 0.3);
        yield return Plain("causal", [2, 4, 2], 4, 2, causal: true);
        yield return Plain("causal, more keys", [3, 2], 5, 2, causal: true);
        yield return Plain("causal, more queries", [5, 2], 3, 2, causal: true);
        yield return Plain("causal behind a cache", [2, 2], 5, 2, causal: true, offset: 3);
        yield return Plain("causal, several tiles", [150, 2], 140, 2, causal: true);
        yield return Plain("causal, whole registers", [70, 16], 140, 32, causal: true, offset: 50);
        yield return Plain("shared keys and values", [2, 4, 3, 2], 3, 2, groups: 2);
        yield return Plain("one head of keys and values", [6, 3, 2], 2, 2, groups: 6, causal: true);
        yield return Plain("dropout", [2, 3, 2], 5, 2, dropout: 0.4);
        yield return Plain("dropout, several tiles", [70, 2], 133, 2, dropout: 0.25);
        yield return Plain("everything dropped", [3, 2], 4, 2, dropout: 1);
        foreach (var sample in Masked())
            yield return sample;
        foreach (var sample in Laid())
            yield return sample;
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var q = Variable.Ones([2, 3, 4]);
        var k = Variable.Ones([2, 5, 4]);
        const string Remedy = "give […, heads, queries, E], […, heads, keys, E] and […, heads, keys, Ev], the heads of keys and values dividing the queries'";
        yield return Error<ArgumentException>(
            "features", () => q.ScaledDotProductAttention(Variable.Ones([2, 5, 3]), k), $"scaled_dot_product_attention: queries of [2, 3, 4], keys of [2, 5, 3], values of [2, 5, 4]; {Remedy}");
        yield return Error<ArgumentException>(
            "keys without values", () => q.ScaledDotProductAttention(k, Variable.Ones([2, 4, 4])), $"scaled_dot_product_attention: queries of [2, 3, 4], keys of [2, 5, 4], values of [2, 4, 4]; {Remedy}");
        yield return Error<ArgumentException>(
            "heads that do not divide",
            () => Variable.Ones([3, 3, 4]).ScaledDotProductAttention(k, k),
            $"scaled_dot_product_attention: queries of [3, 3, 4], keys of [2, 5, 4], values of [2, 5, 4]; {Remedy}");
        yield return Error<ArgumentException>(
            "a vector", () => Variable.Ones([4]).ScaledDotProductAttention(Variable.Ones([4]), Variable.Ones([4])), $"scaled_dot_product_attention: queries of [4], keys of [4], values of [4]; {Remedy}");
        yield return Error<ArgumentException>(
            "two types",
            () => q.ScaledDotProductAttention(k.To(DType.Float64), k),
            "scaled_dot_product_attention: queries are float32, keys float64, values float32; cast them to one type");
        yield return Error<ArgumentException>(
            "a mask of integers",
            () => q.ScaledDotProductAttention(k, k, Variable.Ones([3, 5], DType.Int64)),
            "scaled_dot_product_attention: the mask is int64, the queries float32; give a bool mask, or an additive one of the queries' type");
        yield return Error<ArgumentException>(
            "a mask with an axis too many",
            () => q.ScaledDotProductAttention(k, k, Variable.Ones([1, 2, 3, 5])),
            "scaled_dot_product_attention: a mask of [1, 2, 3, 5] does not broadcast to [2, 3, 5]; give […, queries, keys]");
        yield return Error<ArgumentException>("dropout", () => q.ScaledDotProductAttention(k, k, dropout: 1.5), "scaled_dot_product_attention: the probability of dropout is 1.5; use 0 to 1");
        yield return Error<ArgumentException>(
            "an offset", () => q.ScaledDotProductAttention(k, k, causalOffset: -1), "scaled_dot_product_attention: the causal offset is -1; give the number of keys before the first query, 0 or more");
    }

    private IEnumerable<OperationSample> Masked()
    {
        SampleInput[] arrays = [Spread([3, 2]), Spread([4, 2], seed: 1), Spread([4, 2], seed: 2)];
        var allowed = Booleans([3, 4], true, false, true, true, false, false, true, false, true, true, true, true);
        double[] By(double[][] x) => Attend(x[0], [3, 2], x[1], 4, x[2], 2, (_, i, j) => x[3][(4 * i) + j] != 0 ? 0 : Never);
        yield return Sample("bool mask", x => x[0].ScaledDotProductAttention(x[1], x[2], x[3]), [.. arrays, allowed], By);
        yield return Sample(
            "bool mask broadcast over queries",
            x => x[0].ScaledDotProductAttention(x[1], x[2], x[3]),
            [.. arrays, Booleans([4], true, false, false, true)],
            x => Attend(x[0], [3, 2], x[1], 4, x[2], 2, (_, _, j) => x[3][j] != 0 ? 0 : Never));
        yield return Sample(
            "bool mask and causal",
            x => x[0].ScaledDotProductAttention(x[1], x[2], x[3], isCausal: true),
            [.. arrays, allowed],
            x => Attend(x[0], [3, 2], x[1], 4, x[2], 2, (_, i, j) => x[3][(4 * i) + j] != 0 && j <= i ? 0 : Never));
        yield return Sample(
            "additive mask with gradient",
            x => x[0].ScaledDotProductAttention(x[1], x[2], x[3]),
            [.. arrays, Spread([3, 4], seed: 3)],
            x => Attend(x[0], [3, 2], x[1], 4, x[2], 2, (_, i, j) => x[3][(4 * i) + j]));
        yield return Sample(
            "additive mask of each head, broadcast",
            x => x[0].ScaledDotProductAttention(x[1], x[2], x[3]),
            [Spread([2, 2, 2]), Spread([2, 3, 2], seed: 1), Spread([2, 3, 2], seed: 2), Spread([2, 1, 3], seed: 3).Constant()],
            x => Attend(x[0], [2, 2, 2], x[1], 3, x[2], 2, (head, _, j) => x[3][(3 * head) + j]));
        yield return Sample(
            "additive mask of −∞",
            x => x[0].ScaledDotProductAttention(x[1], x[2], x[3]),
            [.. arrays, Of([3, 4], 0, Never, 0, 1, Never, Never, 0.5, 0, 0, 0, 0, Never).Constant()],
            x => Attend(x[0], [3, 2], x[1], 4, x[2], 2, (_, i, j) => x[3][(4 * i) + j]));
        var first = Booleans([3, 4], false, false, false, false, true, false, true, true, false, false, false, false);
        yield return Sample("queries that may attend to nothing", x => x[0].ScaledDotProductAttention(x[1], x[2], x[3]), [.. arrays, first], By);
        yield return Sample("nothing may attend to anything", x => x[0].ScaledDotProductAttention(x[1], x[2], x[3]), [.. arrays, Booleans([1, 1], false)], _ => new double[6]) with
        {
            GradientReference = _ => [new double[6], new double[8], new double[8]],
        };
        yield return Sample(
            "additive mask that forbids everything", x => x[0].ScaledDotProductAttention(x[1], x[2], x[3]), [.. arrays, Of([1], Never).Constant()], _ => new double[6]) with
        {
            GradientReference = _ => [new double[6], new double[8], new double[8]],
        };
    }

    private IEnumerable<OperationSample> Laid()
    {
        yield return Sample(
            "heads split from features",
            x => x[0].Reshape(1, 3, 2, 2).Transpose(1, 2).ScaledDotProductAttention(x[1].Reshape(1, 4, 2, 2).Transpose(1, 2), x[2].Reshape(1, 4, 2, 2).Transpose(1, 2)),
            [Spread([3, 4]), Spread([4, 4], seed: 1), Spread([4, 4], seed: 2)],
            x => Attend(Split(x[0], 3), [2, 3, 2], Split(x[1], 4), 4, Split(x[2], 4), 2, (_, _, _) => 0));
        yield return Sample(
            "of itself", x => x[0].ScaledDotProductAttention(x[0], x[0], isCausal: true), [Spread([4, 3])], x => Attend(x[0], [4, 3], x[0], 4, x[0], 3, (_, i, j) => j <= i ? 0 : Never));
        yield return Sample(
            "large scores",
            x => x[0].ScaledDotProductAttention(x[1], x[2], scale: 1),
            [Of([2, 2], 30, 29.9, -20, -20.1), Of([3, 2], 5, 0, 0, 5, -5, 3), Spread([3, 2], seed: 2)],
            x => Attend(x[0], [2, 2], x[1], 3, x[2], 2, (_, _, _) => 0, 1))
            with
        { SmoothOrder = 1 };
    }

    private static double[] Split(double[] x, int length) => Naive.Pick(x, [length, 2, 2], [2, length, 2], c => [c[1], c[0], c[2]]);

    /// <summary>Each query by the definition; <paramref name="addend"/> of head, query and key is added to the products.</summary>
    private static double[] Attend(
        double[] q, Shape shape, double[] k, int keys, double[] v, int width, Func<int, int, int, double> addend, double? scale = null, int groups = 1, Func<int, double>? factor = null)
    {
        var (queries, features) = (shape[^2], shape[^1]);
        var heads = (int)Shape.Create(shape.Lengths[..^2]).Count;
        var y = new double[heads * queries * width];
        for (var row = 0; row < heads * queries; row++)
        {
            var (head, query) = (row / queries, row % queries);
            var shared = head / groups;
            var scores = new double[keys];
            for (var j = 0; j < keys; j++)
            {
                var product = Naive.Sum([.. Enumerable.Range(0, features).Select(e => q[(row * features) + e] * k[(((shared * keys) + j) * features) + e])]);
                scores[j] = (product * (scale ?? 1 / Math.Sqrt(Math.Max(1, features)))) + addend(head, query, j);
            }

            var most = scores.Append(Never).Max();
            if (most == Never)
                continue;
            var total = Naive.Sum(Array.ConvertAll(scores, s => Math.Exp(s - most)));
            for (var e = 0; e < width; e++)
                y[(row * width) + e] = Naive.Sum([.. Enumerable.Range(0, keys).Select(j => Math.Exp(scores[j] - most) / total * (factor?.Invoke((row * keys) + j) ?? 1) * v[(((shared * keys) + j) * width) + e])]);
        }

        return y;
    }

    /// <summary>Without a mask; each call drops by a generator of its own, so that all drop the same.</summary>
    private OperationSample Plain(
        string name, Shape queries, int keys, int width, double? scale = null, bool causal = false, int offset = 0, int groups = 1, double dropout = 0)
    {
        int[] leading = queries.Lengths[..^2].ToArray();
        if (groups > 1)
            leading[^1] /= groups;
        return Sample(
            name,
            x => x[0].ScaledDotProductAttention(x[1], x[2], null, causal, scale, dropout, new RandomGenerator(Seed), offset),
            [Spread(queries), Spread([.. leading, keys, queries[^1]], seed: 1), Spread([.. leading, keys, width], seed: 2)],
            x => Attend(x[0], queries, x[1], keys, x[2], width, (_, i, j) => causal && j > i + offset ? Never : 0, scale, groups, dropout > 0 ? Kept(dropout) : null));
    }

    /// <summary>The weight at place i stays where the upper 24 bits of the substream's word i lie below (1 − p)·2²⁴.</summary>
    private static Func<int, double> Kept(double p)
    {
        var key = new RandomGenerator(Seed).Next();
        var words = new uint[1 << 14];
        Philox4x32.Fill(words, key.Seed, key.Stream, 0);
        return i => words[i] >> 8 < Math.Ceiling((1 - p) * (1 << 24)) ? 1 / (1 - p) : 0;
    }
}
