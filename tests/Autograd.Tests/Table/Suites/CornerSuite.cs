using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// At documented corners the gradient is what the documentation says, by kernel and by Variable operations, in both
/// precisions.
/// </summary>
internal static class CornerSuite
{
    private const double Relative = 1e-14;

    private const double RelativeSingle = 1e-6;

    public static void Run(OperationSample sample)
    {
        if (sample.GradientReference is not { } reference)
            return;
        var expected = Numbers.Join(reference(sample.ToArrays()));
        foreach (var recorded in (bool[])[false, true])
        {
            var how = recorded ? "recorded" : "plain";
            Check.Near($"{how} gradient", expected, Gradients(sample, DType.Float64, recorded), Relative);
            Check.Near($"{how} float32 gradient", Array.ConvertAll(expected, v => (double)(float)v), Gradients(sample, DType.Float32, recorded), RelativeSingle);
        }
    }

    private static double[] Gradients(OperationSample sample, DType dtype, bool recorded) =>
        Evaluation.Run(sample, sample.ToVariables(dtype), (y, _) => Variable.Full(y.Shape, 1, y.DType), recorded: recorded).AllGradients;
}
