using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Recurrent;

public sealed class LstmSamples : OperationSamples<LstmOp>
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
        yield return Layer("inputs tail 37", (2, 1, 37, 1));
        yield return Layer("no step", (0, 2, 3, 2));
        yield return Layer("no step, reversed", (0, 1, 2, 2), reverse: true);
        yield return Layer("no sequence", (2, 0, 3, 2));
        yield return Layer("no input", (2, 2, 0, 2));
        yield return Layer("more rows than a chunk's", (2, 70, 1, 1));
        yield return From("the output alone", y => [y.Output], y => y[..12]);
        yield return From("the last state alone", y => [y.State.Hidden], y => y[12..16]);
        yield return From("the last cell alone", y => [y.State.Cell], y => y[16..]);
        yield return From("state and cell", y => [y.State.Hidden * y.State.Cell], y => [.. y[12..16].Zip(y[16..], (h, c) => h * c)]);
        yield return From("reversed, the last state alone", y => [y.State.Hidden], y => y[12..16], reverse: true);
        yield return Sample(
            "from zeros, x constant",
            x => x[0].Lstm(x[1], x[2], x[3], x[4]).Output,
            [Spread([3, 1, 2]).Constant(), .. Parameters((3, 1, 2, 2), bias: true)],
            x => Naive((3, 1, 2, 2), false, [x[0], new double[2], new double[2], .. x[1..]])[..6]);
        yield return Sample(
            "one sequence broadcast",
            x => x[0].Expand([2, 3, 2]).Lstm(x[3], x[4], x[5], x[6], new LstmState(x[1].Expand([3, 2]), x[2].Expand([3, 2]))).Output,
            [Spread([2, 1, 2]), Spread([1, 2], -1, 1, 1), Spread([2], -1, 1, 2), .. Parameters((2, 3, 2, 2), bias: true)],
            x => Naive(
                (2, 3, 2, 2),
                false,
                [[.. x[0][..2], .. x[0][..2], .. x[0][..2], .. x[0][2..], .. x[0][2..], .. x[0][2..]], [.. x[1], .. x[1], .. x[1]], [.. x[2], .. x[2], .. x[2]], .. x[3..]])[..12]);
        yield return SampleOfMany(
            "batch first",
            x => Many(x[0].Permute(1, 0, 2).Lstm(x[3].T, x[4], x[5], x[6], new LstmState(x[1], x[2]))),
            [Spread([2, 3, 2]), Spread([2, 2], -1, 1, 1), Spread([2, 2], -1, 1, 2), Spread([2, 8], -1, 1, 3), .. Parameters((3, 2, 2, 2), bias: true)[1..]],
            x => Naive(
                (3, 2, 2, 2),
                false,
                [Ops.Naive.Pick(x[0], [2, 3, 2], [3, 2, 2], c => [c[1], c[0], c[2]]), x[1], x[2], Ops.Naive.Pick(x[3], [2, 8], [8, 2], c => [c[1], c[0]]), .. x[4..]]));
        yield return Sample(
            "two layers of one weight",
            x => x[0].Lstm(x[1], x[2]).Output.Lstm(x[1], x[2], reverse: true).Output,
            [Spread([2, 1, 2]), .. Parameters((2, 1, 2, 2), bias: false)],
            x => Naive((2, 1, 2, 2), true, [Naive((2, 1, 2, 2), false, [x[0], new double[2], new double[2], x[1], x[2]])[..4], new double[2], new double[2], x[1], x[2]])[..4]);
        yield return Sample(
            "the last state goes on",
            x => x[0].Lstm(x[1], x[2]) is var (first, state) ? x[0].Lstm(x[1], x[2], state: state).Output * first : x[0],
            [Spread([2, 1, 2]), .. Parameters((2, 1, 2, 2), bias: false)],
            x => TwoStretches(x));
        yield return Saturated();
        yield return Sample(
            "an infinite cell that does not count",
            x => x[0].Lstm(x[3], x[4], state: new LstmState(x[1], x[2])).Output.Slice(1, 0, 1),
            [Spread([1, 2, 1]), Spread([2, 1], seed: 1), Of([2, 1], 0.5, double.PositiveInfinity), .. Parameters((1, 2, 1, 1), bias: false)],
            x => Naive((1, 2, 1, 1), false, x)[..1]) with
        { SmoothOrder = 0 };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var x = Variable.Ones([3, 2, 4]);
        var w = Variable.Ones([20, 4]);
        var u = Variable.Ones([20, 5]);
        var b = Variable.Ones([20]);
        yield return Error<ArgumentException>("no batch axis", () => Variable.Ones([3, 4]).Lstm(w, u), "lstm: the input has shape [3, 4]; give [steps, batch, inputs]");
        yield return Error<ArgumentException>("a state's weight of no LSTM", () => x.Lstm(w, Variable.Ones([15, 5])), "lstm: the state's weight has shape [15, 5]; give [4 · units, units], at least one unit");
        yield return Error<ArgumentException>("no unit", () => x.Lstm(Variable.Ones([0, 4]), Variable.Ones([0, 0])), "lstm: the state's weight has shape [0, 0]; give [4 · units, units], at least one unit");
        yield return Error<ArgumentException>("an input's weight that does not fit", () => x.Lstm(Variable.Ones([20, 3]), u), "lstm: the input's weight has shape [20, 3], the input [3, 2, 4], the state's weight [20, 5]; give [20, 4]");
        yield return Error<ArgumentException>("one bias", () => x.Lstm(w, u, b), "lstm: only the input's bias is given; give both biases or none; one may be zeros");
        yield return Error<ArgumentException>("a bias that does not fit", () => x.Lstm(w, u, b, Variable.Ones([5])), "lstm: the state's bias has shape [5]; give [20]");
        yield return Error<ArgumentException>("a state of another batch", () => x.Lstm(w, u, state: new LstmState(Variable.Ones([1, 5]), Variable.Ones([2, 5]))), "lstm: the initial state has shape [1, 5]; give [2, 5]");
        yield return Error<ArgumentException>("a cell of another type", () => x.Lstm(w, u, state: new LstmState(Variable.Ones([2, 5]), Variable.Ones([2, 5], DType.Float64))), "lstm: the initial cell is float64, the input float32; cast them to one type");
        yield return Error<ArgumentException>("integers", () => Variable.Ones([3, 2, 4], DType.Int64).Lstm(w, u), "lstm: elements are int64; cast first, x.To(DType.Float32)");
    }

    private static Variable[] Many((Variable Output, LstmState State) y) => [y.Output, y.State.Hidden, y.State.Cell];

    private static double[] Naive((int Steps, int Batch, int Inputs, int Units) size, bool reverse, double[][] x) =>
        NaiveRecurrence.Run(size, 4, reverse, Cell, x[0], x[1], x[2], x[3], x[4], x.Length > 5 ? x[5] : null, x.Length > 5 ? x[6] : null);

    private static (double State, double Cell) Cell(double[] fromInput, double[] fromState, double state, double cell)
    {
        double Sum(int gate) => fromInput[gate] + fromState[gate];
        var next = (NaiveRecurrence.Sigmoid(Sum(1)) * cell) + (NaiveRecurrence.Sigmoid(Sum(0)) * Math.Tanh(Sum(2)));
        return (NaiveRecurrence.Sigmoid(Sum(3)) * Math.Tanh(next), next);
    }

    private static double[] TwoStretches(double[][] x)
    {
        var first = Naive((2, 1, 2, 2), false, [x[0], new double[2], new double[2], x[1], x[2]]);
        var second = Naive((2, 1, 2, 2), false, [x[0], first[4..6], first[6..], x[1], x[2]]);
        return [.. Enumerable.Range(0, 4).Select(i => first[i] * second[i])];
    }

    private static SampleInput[] Parameters((int Steps, int Batch, int Inputs, int Units) size, bool bias)
    {
        var rows = 4 * size.Units;
        SampleInput[] weights = [Spread([rows, size.Inputs], -1, 1, 3), Spread([rows, size.Units], -1, 1, 4)];
        return bias ? [.. weights, Spread([rows], -1, 1, 5), Spread([rows], -1, 1, 6)] : weights;
    }

    private static SampleInput[] Inputs((int Steps, int Batch, int Inputs, int Units) size, bool bias) =>
    [
        Spread([size.Steps, size.Batch, size.Inputs]), Spread([size.Batch, size.Units], -1, 1, 1), Spread([size.Batch, size.Units], -1, 1, 2), .. Parameters(size, bias),
    ];

    private OperationSample Layer(string name, (int Steps, int Batch, int Inputs, int Units) size, bool bias = true, bool reverse = false) => SampleOfMany(
        name,
        x => Many(x[0].Lstm(x[3], x[4], bias ? x[5] : null, bias ? x[6] : null, new LstmState(x[1], x[2]), reverse)),
        Inputs(size, bias),
        x => Naive(size, reverse, x));

    private OperationSample From(string name, Func<(Variable Output, LstmState State), Variable[]> part, Func<double[], double[]> naive, bool reverse = false) => SampleOfMany(
        name,
        x => part(x[0].Lstm(x[3], x[4], x[5], x[6], new LstmState(x[1], x[2]), reverse)),
        Inputs((3, 2, 2, 2), bias: true),
        x => naive(Naive((3, 2, 2, 2), reverse, x)));

    /// <summary>Gates far open and far shut: what was in the cell stays, exactly.</summary>
    private OperationSample Saturated() => SampleOfMany(
        "saturated",
        x => Many(x[0].Lstm(x[3], x[4], x[5], x[6], new LstmState(x[1], x[2]))),
        [
            Spread([2, 1, 1]), Spread([1, 1], seed: 1), Of([1, 1], 0.5), Of([4, 1], 0.1, -0.2, 0.3, 0.4), Of([4, 1], 0.2, 0.1, -0.1, 0.3), Of([4], -800, 800, 900, 800), Of([4], 0, 0, 0, 0),
        ],
        _ => [Math.Tanh(0.5), Math.Tanh(0.5), Math.Tanh(0.5), 0.5]);
}
