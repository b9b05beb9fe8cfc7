using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Recurrent;

public sealed class GruSamples : OperationSamples<GruOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Layer("a sequence", (3, 2, 3, 2));
        yield return Layer("reversed", (3, 2, 3, 2), reverse: true);
        yield return Layer("without bias", (3, 2, 2, 3), bias: false);
        yield return Layer("without bias, reversed", (2, 2, 3, 2), bias: false, reverse: true);
        yield return Layer("one step", (1, 2, 3, 2));
        yield return Layer("one unit", (4, 1, 1, 1));
        yield return Layer("units tail 37", (2, 1, 1, 37), bias: false);
        yield return Layer("units tail 5, three rows", (2, 3, 2, 5), reverse: true);
        yield return Layer("no step", (0, 2, 3, 2));
        yield return Layer("no sequence", (2, 0, 3, 2));
        yield return Layer("no input", (2, 2, 0, 2));
        yield return Layer("more rows than a chunk's", (2, 70, 1, 1));
        yield return Part("the output alone", y => y.Output, y => y[..12]);
        yield return Part("the last state alone", y => y.State, y => y[12..]);
        yield return Part("reversed, the last state alone", y => y.State, y => y[12..], reverse: true);
        yield return Sample(
            "from zeros, x constant",
            x => x[0].Gru(x[1], x[2], x[3], x[4]).Output,
            [Spread([3, 1, 2]).Constant(), .. Parameters((3, 1, 2, 2), bias: true)],
            x => Naive((3, 1, 2, 2), false, [x[0], new double[2], .. x[1..]])[..6]);
        yield return Sample(
            "one sequence broadcast",
            x => x[0].Expand([2, 3, 2]).Gru(x[2], x[3], x[4], x[5], x[1].Expand([3, 2])).Output,
            [Spread([2, 1, 2]), Spread([2], -1, 1, 1), .. Parameters((2, 3, 2, 2), bias: true)],
            x => Naive((2, 3, 2, 2), false, [[.. x[0][..2], .. x[0][..2], .. x[0][..2], .. x[0][2..], .. x[0][2..], .. x[0][2..]], [.. x[1], .. x[1], .. x[1]], .. x[2..]])[..12]);
        yield return SampleOfMany(
            "the state stays",
            x => Many(x[0].Gru(x[2], x[3], x[4], x[5], x[1])),
            [Spread([2, 1, 1]), Of([1, 1], 0.5), Of([3, 1], 0.1, -0.2, 0.3), Of([3, 1], 0.2, 0.1, -0.1), Of([3], 0, 900, 0), Of([3], 0, 0, 0)],
            _ => [0.5, 0.5, 0.5]);
        yield return Sample(
            "an infinite state that does not count",
            x => x[0].Gru(x[2], x[3], state: x[1]).Output.Slice(1, 0, 1),
            [Spread([1, 2, 1]), Of([2, 1], 0.5, double.PositiveInfinity), Spread([3, 1], seed: 3), Of([3, 1], 0.2, 0.1, 0.3).Constant()],
            x => Naive((1, 2, 1, 1), false, x)[..1]) with
        { SmoothOrder = 0 };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var x = Variable.Ones([3, 2, 4]);
        yield return Error<ArgumentException>("a state's weight of no GRU", () => x.Gru(Variable.Ones([20, 4]), Variable.Ones([20, 5])), "gru: the state's weight has shape [20, 5]; give [3 · units, units], at least one unit");
        yield return Error<ArgumentException>("a state of another size", () => x.Gru(Variable.Ones([15, 4]), Variable.Ones([15, 5]), state: Variable.Ones([2, 4])), "gru: the initial state has shape [2, 4]; give [2, 5]");
        yield return Error<ArgumentException>("a weight of another type", () => x.Gru(Variable.Ones([15, 4]), Variable.Ones([15, 5], DType.Float64)), "gru: the state's weight is float64, the input float32; cast them to one type");
    }

    private static Variable[] Many((Variable Output, Variable State) y) => [y.Output, y.State];

    private static double[] Naive((int Steps, int Batch, int Inputs, int Units) size, bool reverse, double[][] x) =>
        NaiveRecurrence.Run(size, 3, reverse, Cell, x[0], x[1], null, x[2], x[3], x.Length > 4 ? x[4] : null, x.Length > 4 ? x[5] : null);

    private static (double State, double Cell) Cell(double[] fromInput, double[] fromState, double state, double cell)
    {
        var r = NaiveRecurrence.Sigmoid(fromInput[0] + fromState[0]);
        var z = NaiveRecurrence.Sigmoid(fromInput[1] + fromState[1]);
        var n = Math.Tanh(fromInput[2] + (r * fromState[2]));
        return (((1 - z) * n) + (z * state), 0);
    }

    private static SampleInput[] Parameters((int Steps, int Batch, int Inputs, int Units) size, bool bias)
    {
        var rows = 3 * size.Units;
        SampleInput[] weights = [Spread([rows, size.Inputs], -1, 1, 3), Spread([rows, size.Units], -1, 1, 4)];
        return bias ? [.. weights, Spread([rows], -1, 1, 5), Spread([rows], -1, 1, 6)] : weights;
    }

    private static SampleInput[] Inputs((int Steps, int Batch, int Inputs, int Units) size, bool bias) =>
        [Spread([size.Steps, size.Batch, size.Inputs]), Spread([size.Batch, size.Units], -1, 1, 1), .. Parameters(size, bias)];

    private OperationSample Layer(string name, (int Steps, int Batch, int Inputs, int Units) size, bool bias = true, bool reverse = false) => SampleOfMany(
        name, x => Many(x[0].Gru(x[2], x[3], bias ? x[4] : null, bias ? x[5] : null, x[1], reverse)), Inputs(size, bias), x => Naive(size, reverse, x));

    private OperationSample Part(string name, Func<(Variable Output, Variable State), Variable> part, Func<double[], double[]> naive, bool reverse = false) => Sample(
        name, x => part(x[0].Gru(x[2], x[3], x[4], x[5], x[1], reverse)), Inputs((3, 2, 2, 2), bias: true), x => naive(Naive((3, 2, 2, 2), reverse, x)));
}
