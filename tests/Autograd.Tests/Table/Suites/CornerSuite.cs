using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// At documented corners the gradient is what the documentation says, by kernel, by Variable operations and forwards, in
/// both precisions.
/// </summary>
internal static class CornerSuite
{
    private const double Relative = 1e-14;

    private const double RelativeSingle = 1e-6;

    /// <summary>Forwards an element takes a push of its own: corners are small, and large samples with a known gradient are none.</summary>
    private const int MostPushes = 64;

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

        if (expected.Length <= MostPushes)
            Check.Near("forward gradient", expected, Forward(sample), Relative);
    }

    private static double[] Gradients(OperationSample sample, DType dtype, bool recorded) =>
        Evaluation.Run(sample, sample.ToVariables(dtype), (y, _) => Variable.Full(y.Shape, 1, y.DType), recorded: recorded).AllGradients;

    /// <summary>The same gradient, one direction an element: all other tangents are 0, whatever their derivatives are.</summary>
    private static double[] Forward(OperationSample sample) =>
    [
        .. from i in Evaluation.Wanted(sample)
           from k in Enumerable.Range(0, (int)sample.Inputs[i].Shape.Count)
           select ForwardModeSuite.Push(sample, Probes.One(sample, i, k)).Sum(tangent => tangent?.Sum() ?? 0),
    ];
}
