using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// Transposed, offset, stepped and repeated (stride 0) inputs, cotangents and tangents give the bits of contiguous ones: an element's
/// value does not depend on its place in memory.
/// </summary>
internal static class LayoutSuite
{
    public static void Inputs(OperationSample sample)
    {
        var plain = Evaluation.Run(sample, sample.ToVariables());
        foreach (var layout in Layout.Same)
        {
            for (var i = 0; i < sample.Inputs.Count; i++)
            {
                var inputs = sample.ToVariables();
                if (layout.Lay(inputs[i]) is not { } laid)
                    continue;
                inputs[i] = laid;
                Compare($"{layout.Name} input {i}", plain, Evaluation.Run(sample, inputs));
            }
        }

        for (var i = 0; i < sample.Inputs.Count; i++)
        {
            var inputs = sample.ToVariables();
            if (Layout.Repeated(inputs[i]) is not { } repeated)
                continue;
            inputs[i] = repeated;
            var dense = sample.ToVariables();
            dense[i] = Numbers.Make(Numbers.Read(repeated), repeated.Shape, repeated.DType);
            Compare($"input {i} of stride 0", Evaluation.Run(sample, dense), Evaluation.Run(sample, inputs));
        }
    }

    public static void Cotangents(OperationSample sample)
    {
        if (Evaluation.Wanted(sample).Length == 0)
            return;
        var plain = Evaluation.Run(sample, sample.ToVariables());
        foreach (var layout in Layout.Same)
        {
            foreach (var recorded in (bool[])[false, true])
            {
                var laid = Evaluation.Run(sample, sample.ToVariables(), (y, i) => Laid(layout, Evaluation.Cotangent(y, i)), recorded: recorded);
                var dense = recorded ? Evaluation.Run(sample, sample.ToVariables(), recorded: true) : plain;
                Compare($"{layout.Name} cotangent{(recorded ? ", recorded" : "")}", dense, laid);
            }
        }

        var ones = Evaluation.Run(sample, sample.ToVariables(), (y, _) => Numbers.Make(Filled(y), y.Shape, y.DType));
        var repeated = Evaluation.Run(sample, sample.ToVariables(), (y, _) => Numbers.Make([0.75], Shape.Scalar, y.DType).Expand(y.Shape));
        Compare("cotangent of stride 0", ones, repeated);
    }

    public static void Tangents(OperationSample sample)
    {
        if (sample.SmoothOrder < 1 || Evaluation.Wanted(sample).Length == 0)
            return;
        var directions = Probes.Dense(sample, 7);
        var plain = Pushed(null);
        foreach (var layout in Layout.Same)
            Check.SameBits($"{layout.Name} tangents", plain, Pushed(layout.Lay));

        double[] Pushed(Func<Variable, Variable?>? lay) =>
            Numbers.Join(ForwardModeSuite.Push(sample, directions, lay).Select(tangent => tangent ?? []));
    }

    private static Variable Laid((string Name, Func<Variable, Variable?> Lay) layout, Variable x) => layout.Lay(x) ?? x;

    private static double[] Filled(Variable like)
    {
        var values = new double[like.Count];
        Array.Fill(values, 0.75);
        return values;
    }

    private static void Compare(string what, Outcome expected, Outcome actual)
    {
        Check.SameBits($"{what}: values", expected.AllValues, actual.AllValues);
        Check.SameBits($"{what}: gradients", expected.AllGradients, actual.AllGradients);
    }
}
