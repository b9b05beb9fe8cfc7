using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>Every input alone requires a gradient: it is the same as with all the others.</summary>
internal static class EachInputSuite
{
    /// <summary>Kernels for one input and for two may use fused multiplications differently.</summary>
    private const double Relative = 1e-15;

    public static void Run(OperationSample sample)
    {
        var wanted = Evaluation.Wanted(sample);
        if (wanted.Length < 2)
            return;
        var together = Evaluation.Run(sample, sample.ToVariables());
        foreach (var recorded in (bool[])[false, true])
        {
            foreach (var only in wanted)
            {
                var alone = Evaluation.Run(sample, sample.ToVariables(), wants: i => i == only, recorded: recorded);
                var what = $"input {only} alone{(recorded ? ", recorded" : "")}";
                Check.SameBits($"{what}: values", together.AllValues, alone.AllValues);
                Check.Near($"{what}: gradient", together.Gradients[only]!, alone.Gradients[only]!, recorded ? RecordedSuite.Relative : Relative);
            }
        }
    }
}
