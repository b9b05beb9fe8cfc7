using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// One Variable in two places: f(x, x) has the gradients of both places together, and using f(x) twice doubles them.
/// </summary>
internal static class AliasSuite
{
    private const double Relative = 1e-14;

    public static void Run(OperationSample sample)
    {
        if (Evaluation.Wanted(sample).Length == 0)
            return;
        Twice(sample);
        foreach (var (first, second) in Pairs(sample))
        {
            // Both places get the first one's numbers, as two Variables and as one.
            var apart = sample.ToVariables();
            apart[second] = sample.Inputs[first].ToVariable();
            var together = sample.ToVariables();
            together[second] = together[first];
            var one = Evaluation.Run(sample, apart);
            foreach (var recorded in (bool[])[false, true])
            {
                var both = Evaluation.Run(sample, together, wants: i => i != second, recorded: recorded);
                Check.SameBits($"inputs {first} and {second} the same: values", one.AllValues, both.AllValues);
                var sum = one.Gradients[first]!.Zip(one.Gradients[second]!, (a, b) => a + b).ToArray();
                var scale = Math.Max(Check.Largest(one.Gradients[first]!), Check.Largest(one.Gradients[second]!));
                var tolerance = (recorded ? RecordedSuite.Relative : Relative) * Math.Max(1, scale);
                Check.Near($"inputs {first} and {second} the same: gradient{(recorded ? ", recorded" : "")}", sum, both.Gradients[first]!, _ => tolerance);
            }
        }
    }

    private static void Twice(OperationSample sample)
    {
        var once = Evaluation.Run(sample, sample.ToVariables());
        var doubled = sample with { Function = x => [.. sample.Function(x), .. sample.Function(x)] };
        var count = once.Values.Length;
        var twice = Evaluation.Run(doubled, sample.ToVariables(), (y, i) => Evaluation.Cotangent(y, i % count));
        Check.Near("used twice: gradients", Array.ConvertAll(once.AllGradients, g => 2 * g), twice.AllGradients, Relative);
    }

    private static IEnumerable<(int First, int Second)> Pairs(OperationSample sample)
    {
        var wanted = Evaluation.Wanted(sample);
        foreach (var i in wanted)
        {
            foreach (var j in wanted)
            {
                var (one, other) = (sample.Inputs[i], sample.Inputs[j]);
                if (i < j && one.Shape == other.Shape && one.DType == other.DType && other.Domain.Contains(one.Values.Span, one.Shape))
                    yield return (i, j);
            }
        }
    }
}
