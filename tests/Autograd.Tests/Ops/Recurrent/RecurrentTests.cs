using Autograd.Ops;
using Autograd.Tests.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Ops.Recurrent;

/// <summary>Layers larger than the table's: several blocks of units and of rows, with tails.</summary>
[Collection(PoolCollection.Name)]
public class RecurrentTests
{
    private const int Steps = 5;
    private const int Batch = 70;
    private const int Inputs = 6;
    private const int Units = 69;

    public static TheoryData<string, bool, bool> Layers
    {
        get
        {
            var layers = new TheoryData<string, bool, bool>();
            foreach (var cell in (string[])["lstm", "gru", "rnn", "rnn_relu"])
            {
                foreach (var reverse in (bool[])[false, true])
                {
                    layers.Add(cell, reverse, true);
                    layers.Add(cell, reverse, false);
                }
            }

            return layers;
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void FusedAndDecomposedAgree(string cell, bool reverse, bool bias)
    {
        var operation = Layer(cell, reverse);
        foreach (var (dtype, tolerance) in ((DType, double)[])[(DType.Float64, 1e-13), (DType.Float32, 1e-5)])
        {
            var fused = Run(operation, dtype, cell, bias, (op, x, outputs) => Operation.ApplyMany(op, x, outputs));
            var decomposed = Run(operation, dtype, cell, bias, (op, x, _) => op.DecomposeMany(x));
            for (var i = 0; i < fused.Length; i++)
            {
                var largest = decomposed[i].Max(Math.Abs);
                for (var k = 0; k < fused[i].Length; k++)
                    Assert.True(Math.Abs(fused[i][k] - decomposed[i][k]) <= tolerance * largest, $"{dtype}, array {i}, element {k}: {fused[i][k]:R} and {decomposed[i][k]:R}");
            }
        }
    }

    [Theory]
    [InlineData("lstm", true)]
    [InlineData("gru", false)]
    [InlineData("rnn", false)]
    public void TheNumberOfThreadsDoesNotMatter(string cell, bool reverse)
    {
        foreach (var dtype in (DType[])[DType.Float32, DType.Float64])
        {
            double[][] With(int threads)
            {
                using var count = new ThreadCount(threads);
                return Run(Layer(cell, reverse), dtype, cell, bias: true, (op, x, outputs) => Operation.ApplyMany(op, x, outputs));
            }

            var one = With(1);
            foreach (var threads in (int[])[2, 5])
                Assert.Equal(one, With(threads));
        }
    }

    [Fact]
    public void ARetainedGraphGivesTheSameTwice()
    {
        var (x, w, u) = (Random([3, 2, 4], 1).WithGrad(), Random([20, 4], 2).WithGrad(), Random([20, 5], 3).WithGrad());
        using var tape = new Tape();
        var loss = x.Lstm(w, u).Output.Sum();
        var first = tape.Gradients(loss, [x, w, u], retainGraph: true);
        var second = tape.Gradients(loss, [x, w, u]);
        for (var i = 0; i < 3; i++)
            Assert.Equal(first[i]!.ToArray<double>(), second[i]!.ToArray<double>());
    }

    [Fact]
    public void OnlyWhatIsAskedForIsComputed()
    {
        Variable[] all = [Random([3, 2, 4], 1), Random([2, 5], 2), Random([2, 5], 3), Random([20, 4], 4), Random([20, 5], 5), Random([20], 6), Random([20], 7)];
        double[]?[] Gradients(params int[] wanted)
        {
            Variable[] x = [.. all.Select(v => v.Clone())];
            foreach (var i in wanted)
                x[i].RequiresGrad = true;
            using var tape = new Tape();
            var (output, state) = x[0].Lstm(x[3], x[4], x[5], x[6], new LstmState(x[1], x[2]));
            (output.Sum() + (state.Cell * state.Hidden).Sum()).Backward();
            return [.. x.Select(v => v.Grad?.ToArray<double>())];
        }

        var whole = Gradients(0, 1, 2, 3, 4, 5, 6);
        for (var i = 0; i < all.Length; i++)
        {
            var one = Gradients(i);
            Assert.Equal(whole[i], one[i]);
            Assert.Equal(1, one.Count(gradient => gradient is not null));
        }
    }

    [Fact]
    public void AnInfiniteCellStaysInItsSequence()
    {
        var cell = Variable.From([double.PositiveInfinity, 0.5], [2, 1]).WithGrad();
        var (w, u) = (Random([4, 1], 1).WithGrad(), Random([4, 1], 2).WithGrad());
        using var tape = new Tape();
        var (output, state) = Variable.Ones([3, 2, 1], DType.Float64).Lstm(w, u, state: new LstmState(Variable.Zeros([2, 1], DType.Float64), cell));
        Assert.Equal(double.PositiveInfinity, state.Cell[0, 0].Item<double>());
        output[.., 1].Sum().Backward();
        Assert.Equal(0, cell.Grad!.ToArray<double>()[0]);
        Assert.All((Variable[])[cell, w, u], v => Assert.All(v.Grad!.ToArray<double>(), g => Assert.True(double.IsFinite(g))));
    }

    [Fact]
    public void ANumberThatIsNoneSpoilsItsSequenceAlone()
    {
        var x = Random([3, 2, 1], 1);
        x.Update<double>(values => values[0] = double.NaN);
        foreach (var (output, _) in ((Variable Output, Variable State)[])[x.Gru(Random([9, 1], 2), Random([9, 3], 3)), x.Rnn(Random([3, 1], 2), Random([3, 3], 3), activation: RnnActivation.Relu)])
        {
            Assert.All(output[.., 0].ToArray<double>(), value => Assert.True(double.IsNaN(value)));
            Assert.All(output[.., 1].ToArray<double>(), value => Assert.True(double.IsFinite(value)));
        }
    }

    [Fact]
    public void ACarriedStateOutlivesItsTape()
    {
        var (w, u) = (Random([8, 3], 1).WithGrad(), Random([8, 2], 2).WithGrad());
        LstmState? state = null;
        for (var stretch = 0; stretch < 3; stretch++)
        {
            using var tape = new Tape();
            (var output, state) = Random([2, 4, 3], stretch).Lstm(w, u, state: state);
            output.Sum().Backward();
            state = state.Value.Detach().Keep();
        }

        Assert.False(state!.Value.Hidden.RequiresGrad);
        Assert.Equal(8, state.Value.Cell.ToArray<double>().Length);
    }

    /// <summary>The outputs, and the gradients of all inputs.</summary>
    private static double[][] Run(FusedOperation operation, DType dtype, string cell, bool bias, Func<FusedOperation, Variable[], int, Variable[]> call)
    {
        var hasCell = cell == "lstm";
        var gates = cell switch { "lstm" => 4, "gru" => 3, _ => 1 };
        List<Variable> inputs = [Random([Steps, Batch, Inputs], 1), Random([Batch, Units], 2)];
        if (hasCell)
            inputs.Add(Random([Batch, Units], 3));
        inputs.AddRange([Random([gates * Units, Inputs], 4), Random([gates * Units, Units], 5, 0.1)]);
        if (bias)
            inputs.AddRange([Random([gates * Units], 6), Random([gates * Units], 7)]);
        Variable[] x = [.. inputs.Select(input => input.To(dtype).WithGrad())];
        using var tape = new Tape();
        var outputs = call(operation, x, hasCell ? 3 : 2);
        Variable[] weighted = [.. outputs.Select((output, i) => (output * Random(output.Shape, 10 + i).To(dtype)).Sum())];
        weighted.Aggregate((a, b) => a + b).Backward();
        return [.. outputs.Concat(x.Select(input => input.Grad!)).Select(v => v.To(DType.Float64).ToArray<double>())];
    }

    private static FusedOperation Layer(string cell, bool reverse) => cell switch
    {
        "lstm" => reverse ? LstmOp.AgainstTime : LstmOp.AlongTime,
        "gru" => reverse ? GruOp.AgainstTime : GruOp.AlongTime,
        "rnn" => reverse ? RnnOp.AgainstTime : RnnOp.AlongTime,
        _ => reverse ? RnnReluOp.AgainstTime : RnnReluOp.AlongTime,
    };

    private static Variable Random(Shape shape, int seed, double deviation = 0.5) => Variable.Normal(shape, new RandomGenerator((ulong)seed), 0, deviation, DType.Float64);
}
