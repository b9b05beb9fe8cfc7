using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Recurrent;

/// <summary>What plain recurrent networks of both activations show.</summary>
public abstract class PlainRecurrenceSamples<TOperation>(RnnActivation activation, Func<double, double> value) : OperationSamples<TOperation>
    where TOperation : Autograd.Ops.Operation
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
        yield return Layer("more rows than a chunk's", (2, 70, 1, 1));
        yield return Part("the output alone", y => y.Output, y => y[..12]);
        yield return Part("the last state alone", y => y.State, y => y[12..]);
        yield return Part("reversed, the last state alone", y => y.State, y => y[12..], reverse: true);
        yield return Sample(
            "one sequence broadcast, from zeros",
            x => x[0].Expand([2, 3, 2]).Rnn(x[1], x[2], x[3], x[4], activation: activation).Output,
            [Values([2, 1, 2], 0), .. Parameters((2, 3, 2, 2), bias: true)],
            x => Naive((2, 3, 2, 2), false, [[.. x[0][..2], .. x[0][..2], .. x[0][..2], .. x[0][2..], .. x[0][2..], .. x[0][2..]], new double[6], .. x[1..]])[..12]);
    }

    protected static Variable[] Many((Variable Output, Variable State) y) => [y.Output, y.State];

    /// <summary>Elements of the sequence, and of the initial state.</summary>
    protected virtual SampleInput Values(Shape shape, int seed) => Spread(shape, -1.5, 1.5, seed);

    /// <summary>Elements of weights and biases, their first axis the units.</summary>
    protected virtual SampleInput Weights(Shape shape, int seed) => Spread(shape, -1, 1, seed);

    private SampleInput[] Parameters((int Steps, int Batch, int Inputs, int Units) size, bool bias)
    {
        SampleInput[] weights = [Weights([size.Units, size.Inputs], 3), Weights([size.Units, size.Units], 4)];
        return bias ? [.. weights, Weights([size.Units], 5), Weights([size.Units], 6)] : weights;
    }

    private SampleInput[] Inputs((int Steps, int Batch, int Inputs, int Units) size, bool bias) =>
        [Values([size.Steps, size.Batch, size.Inputs], 0), Values([size.Batch, size.Units], 1), .. Parameters(size, bias)];

    private double[] Naive((int Steps, int Batch, int Inputs, int Units) size, bool reverse, double[][] x) => NaiveRecurrence.Run(
        size, 1, reverse, (i, s, _, _) => (value(i[0] + s[0]), 0), x[0], x[1], null, x[2], x[3], x.Length > 4 ? x[4] : null, x.Length > 4 ? x[5] : null);

    private OperationSample Layer(string name, (int Steps, int Batch, int Inputs, int Units) size, bool bias = true, bool reverse = false) => SampleOfMany(
        name,
        x => Many(x[0].Rnn(x[2], x[3], bias ? x[4] : null, bias ? x[5] : null, x[1], activation, reverse)),
        Inputs(size, bias),
        x => Naive(size, reverse, x));

    private OperationSample Part(string name, Func<(Variable Output, Variable State), Variable> part, Func<double[], double[]> naive, bool reverse = false) => Sample(
        name, x => part(x[0].Rnn(x[2], x[3], x[4], x[5], x[1], activation, reverse)), Inputs((3, 2, 2, 2), bias: true), x => naive(Naive((3, 2, 2, 2), reverse, x)));
}
