using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// A recorded walk gives the gradients of the plain one: the derivative in Variable operations against the fused kernel.
/// </summary>
internal static class RecordedSuite
{
    /// <summary>Both round at other places.</summary>
    public const double Relative = 1e-13;

    public static void Run(OperationSample sample)
    {
        if (Evaluation.Wanted(sample).Length == 0)
            return;
        var plain = Evaluation.Run(sample, sample.ToVariables());
        var recorded = Evaluation.Run(sample, sample.ToVariables(), recorded: true);
        Check.SameBits("values", plain.AllValues, recorded.AllValues);
        Check.Near("recorded gradients", plain.AllGradients, recorded.AllGradients, Relative);
    }
}
