using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// The same bits again: without a tape, on a fresh tape, on one that diagnoses, and by a second walk over the same
/// recording. Nothing writes to the inputs or the cotangents.
/// </summary>
internal static class RepeatSuite
{
    /// <summary>A tape that diagnoses refuses what points without a derivative give, and rightly so.</summary>
    private static readonly TapeOptions[] Both = [TapeOptions.None, TapeOptions.Diagnose];

    public static void Run(OperationSample sample)
    {
        var first = Evaluation.Run(sample, sample.ToVariables());
        Check.SameBits("without a tape", first.AllValues, Numbers.Join(Evaluation.Values(sample, sample.ToVariables())));
        Check.SameBits("without a tape or scope", first.AllValues, Numbers.Join(sample.Function(sample.ToVariables()).Select(Numbers.Read)));

        var inputs = sample.ToVariables();
        var wanted = Evaluation.Wanted(sample);
        foreach (var i in wanted)
            inputs[i].RequiresGrad = true;
        foreach (var options in sample.SmoothOrder > 0 ? Both : Both[..1])
        {
            using var tape = new Tape(options);
            var outputs = sample.Function(inputs);
            Check.SameBits($"values, {options}", first.AllValues, Numbers.Join(outputs.Select(Numbers.Read)));
            var cotangents = Array.ConvertAll(outputs, y => Evaluation.Cotangent(y, Array.IndexOf(outputs, y)));
            foreach (var pass in (string[])["first", "second"])
            {
                var gradients = Evaluation.Walk(tape, inputs, wanted, outputs, (_, i) => cotangents[i], recorded: false, retain: true);
                foreach (var i in wanted)
                    Check.SameBits($"gradient of input {i}, {pass} walk, {options}", first.Gradients[i]!, gradients[i] is { } g ? Numbers.Read(g) : new double[inputs[i].Count]);
            }

            for (var i = 0; i < outputs.Length; i++)
                Check.SameBits($"cotangent {i} afterwards", Numbers.Read(Evaluation.Cotangent(outputs[i], i)), Numbers.Read(cotangents[i]));
            Check.SameBits($"values after the walks, {options}", first.AllValues, Numbers.Join(outputs.Select(Numbers.Read)));
        }

        for (var i = 0; i < inputs.Length; i++)
            Check.SameBits($"input {i} afterwards", sample.Inputs[i].Values.ToArray(), Numbers.Read(inputs[i]));
    }
}
