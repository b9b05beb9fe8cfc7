using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class LerpSamples : TernarySamples<LerpOp>
{
    protected override (double Low, double High) First => (0.3, 2);

    protected override (double Low, double High) Second => (0.3, 2);

    protected override (double Low, double High) Third => (-0.2, 1.2);

    protected override Variable Call(Variable a, Variable b, Variable c) => Variable.Lerp(a, b, c);

    protected override double Value(double a, double b, double c) => c < 0.5 ? a + (c * (b - a)) : b - ((1 - c) * (b - a));

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("by a number", (a, b) => Variable.Lerp(a, b, 0.25), Spread([5]), Spread([5], seed: 1), (a, b) => a + (0.25 * (b - a)));
        yield return Of("at the ends exactly", Of([4], 0.1, 1e10, 0.3, -1), Of([4], 0.7, 1, 1e-10, -1), Of([4], 0, 1, 1, 0.5)) with { SmoothOrder = 0 };
        yield return Of("an infinite end", Of([2], 1, 2), Of([2], 3, double.PositiveInfinity), Of([2], 0.25, 0.25)) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0.75, 0.75], [0.25, 0.25], [2, double.PositiveInfinity]],
        };
        yield return Sample(
            "an infinite end that does not count",
            x => Variable.Lerp(x[0], x[1], x[2]).Slice(0, 0, 1),
            [Of([2], 1, 2), Of([2], 3, double.PositiveInfinity), Of([2], 0.25, 0.25)],
            _ => [1.5]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0.75, 0], [0.25, 0], [2, 0]],
        };
    }
}
