using Autograd.GradientChecking.Tests.Planted;
using Autograd.Ops;
using Xunit;

namespace Autograd.GradientChecking.Tests.Operations;

[Collection(CostCollection.Name)]
public sealed class OpCheckTests(ITestOutputHelper output)
{
    [Fact]
    public void An_elementwise_operation_needs_nothing_said()
    {
        var report = GradCheck.Op<TanhOp>().Verify();

        output.WriteLine(report.ToString());
        Assert.Equal("tanh", report.Operation);
        Assert.Equal([(DType.Float64, 2), (DType.Float32, 1), (DType.Float64, 0)], report.Rows.Select(row => (row.DType, row.Order)));
        foreach (var rank in Enumerable.Range(0, 6))
            Assert.Contains(report.Cases, result => result.Shapes[0].Rank == rank);
        Assert.Contains(report.Cases, result => result.Shapes[0].Count == 0);
    }

    [Fact]
    public void Broadcasting_is_swept()
    {
        var report = GradCheck.Op<MulOp>().Shapes(ShapeSweep.Broadcastable(2)).DTypes(DType.Float64).Verify();

        output.WriteLine(report.ToString());
        foreach (var name in (string[])["[] × []", "[2, 3] × [2, 3]", "[1, 3] × [2, 1]", "[3] × [2, 3]", "[2, 3] × []", "[0, 3] × [0, 3]", "[1, 3] × [0, 3]"])
            Assert.Contains(report.Cases, result => result.Name == name);
    }

    [Fact]
    public void Three_inputs_broadcast_too()
    {
        var report = GradCheck.Op<LerpOp>().Shapes(ShapeSweep.Broadcastable(2)).DTypes(DType.Float64).Threads().Verify();

        foreach (var name in (string[])["[2, 3] × [1, 3] × [2, 1]", "[2, 3] × [2, 3] × []", "[0, 3] × [0, 3] × [0, 3]"])
            Assert.Contains(report.Cases, result => result.Name == name);
    }

    [Fact]
    public void Order_four_of_a_smooth_operation()
    {
        var report = GradCheck.Op<TanhOp>().Shapes(ShapeSweep.Ranks(1)).Orders(4).DTypes(DType.Float64).Verify();

        Assert.Contains(report.Cases, result => result.Order == 4 && result.Report!.Checks.Any(check => check is { Order: 4, Compared: > 0 }));
        Assert.Contains(report.Cases, result => result.Order == 2 && result.Shapes[0].Count == 19);
    }

    [Fact]
    public void A_domain_chooses_the_values()
    {
        GradCheck.Op<LogOp>().Domain(InputDomain.Positive).Verify();
        GradCheck.Op<SqrtOp>().Domain(InputDomain.Open(3, 9)).Shapes([4]).Verify();
        GradCheck.Op<PowOp>().Domain(0, InputDomain.Positive).Shapes([3], [3]).Verify();
        var error = Assert.Throws<ArgumentException>(() => GradCheck.Op<LogOp>().Domain(InputDomain.Positive).Range(-1, 1).Shapes([4]).Run());
        Assert.StartsWith("gradcheck: no values for input 0 in (0, ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Matrix_products()
    {
        var report = GradCheck.Op<MatMulOp>().Call(x => x[0].MatMul(x[1])).Inputs(2).Shapes(ShapeSweep.MatMul()).Large([96, 130], [130, 70]).Orders(1).Verify();

        Assert.Equal((2 * 72) + 1, report.Cases.Count);
    }

    [Fact]
    public void Convolutions_and_poolings_over_geometries()
    {
        GradCheck.Op<Conv2dOp>()
            .Sweep(WindowGeometry.Sweep(24), g => [g.Image, g.Weight], (g, x) => x[0].Conv2d(x[1], null, g.Stride, g.Padding, g.Dilation, g.Groups))
            .Orders(1)
            .Verify();
        GradCheck.Op<MaxPool2dOp>()
            .Sweep(WindowGeometry.Sweep(24, forPooling: true), g => [g.Image], (g, x) => x[0].MaxPool2d(g.Kernel, g.Stride, g.Padding, g.Dilation))
            .Orders(1)
            .Verify();
    }

    [Fact]
    public void Indices_and_constants()
    {
        var report = GradCheck.Op<IndexSelectOp>().Call(x => x[0].IndexSelect(1, x[1])).Indices(1, below: 4).Shapes([3, 4], [6]).Verify();

        Assert.DoesNotContain(report.Cases.SelectMany(result => result.Report?.Checks ?? []), check => check.Input == 1);
    }

    [Fact]
    public void One_shape_of_many_is_wrong()
    {
        var report = GradCheck.Op<WrongForThree>().Shapes(ShapeSweep.Broadcastable(2)).Inputs(1).Run();

        output.WriteLine(report.ToString());
        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.NotEmpty(report.Failures);
        Assert.All(report.Failures, failure => Assert.Equal(3, failure.Shapes[0][^1]));
        Assert.Contains(report.Cases, result => result.Verdict == Verdict.Pass);
        var error = Assert.Throws<OpCheckException>(() => GradCheck.Op<WrongForThree>().Shapes([3]).Verify());
        Assert.Contains("counted twice", error.Message, StringComparison.Ordinal);
        Assert.Same(typeof(WrongForThree), error.Report.OperationType);
    }

    [Fact]
    public void An_operation_that_throws_fails_its_case()
    {
        var report = GradCheck.Op<MatMulOp>().Call(x => x[0].MatMul(x[1])).Shapes([2, 3], [4, 2]).Shapes([2, 3], [3, 2]).DTypes(DType.Float64).Run();

        Assert.Equal([Verdict.Fail, Verdict.Pass], report.Cases.Select(result => result.Verdict));
        Assert.StartsWith("matmul: inner sizes differ", report.Cases[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Digits_lost_in_float32_are_seen()
    {
        var report = GradCheck.Op<AddOp>().Call(x => (x[0] + 10_000 - 10_000) is var y ? y * y : y).Inputs(1).Shapes([5]).DTypes(DType.Float32).Run();

        Assert.True(report.Cases[0].Float32!.WorstUlps > 1000);
        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.Contains("conditioned ulps, 64 allowed", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_bits_for_other_thread_counts_are_seen()
    {
        var before = AutogradOptions.Threads;
        var report = GradCheck.Op<AddOp>().Call(x => x[0].Exp() * (AutogradOptions.Threads == 4 ? 1 + 1e-15 : 1)).Inputs(1).Shapes([5]).Large([1000]).Threads(1, 2, 4).DTypes(DType.Float64).Run();

        Assert.Equal(before, AutogradOptions.Threads);
        Assert.Equal([Verdict.NonDeterministic, Verdict.NonDeterministic], report.Cases.Select(result => result.Verdict));
        Assert.Equal("the value has other bits for 4 threads than for 1", report.Cases[1].Message);
    }

    [Fact]
    public void Nothing_to_check_is_an_error()
    {
        Assert.Contains("no derivative was compared", Assert.Throws<InvalidOperationException>(() => GradCheck.Op<TanhOp>().Shapes([0]).Shapes([2, 0]).Run()).Message, StringComparison.Ordinal);
        Assert.Contains("how many inputs WrongForThree takes", Assert.Throws<InvalidOperationException>(() => GradCheck.Op<WrongForThree>().Run()).Message, StringComparison.Ordinal);
        Assert.Contains("say how it is called", Assert.Throws<InvalidOperationException>(() => GradCheck.Op<SumOp>().Inputs(1).Run()).Message, StringComparison.Ordinal);
        Assert.Contains("add scalar shapes", Assert.Throws<InvalidOperationException>(() => GradCheck.Op<TanhOp>().Shapes([19]).Orders(3).Run()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_devices_are_at_least_the_processor() => Assert.Contains(Device.Cpu, CheckDevices.All);

    [Fact]
    public void Progress_counts_the_cases_and_cancellation_ends_them()
    {
        using var source = new CancellationTokenSource();
        var heard = new List<GradCheckProgress>();
        var listener = new Listener(progress =>
        {
            heard.Add(progress);
            if (progress.Done == 5)
                source.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() => GradCheck.Op<TanhOp>().Options(new GradCheckOptions { Progress = listener, Cancellation = source.Token }).Run());
        Assert.Equal([1, 2, 3, 4, 5], heard.Select(progress => progress.Done));
        Assert.All(heard, progress => Assert.True(progress.Total > 20 && progress.Remaining >= TimeSpan.Zero));
    }

    [Fact]
    public void Progress_of_a_model_names_its_parameters()
    {
        var heard = new List<GradCheckProgress>();
        var w = Points.Spread([3]).WithGrad();
        GradCheck.Model(() => w.Tanh().Sum(), new GradCheckOptions { Names = ["w"], Progress = new Listener(heard.Add) });

        Assert.Contains(heard, progress => progress.Subject == "order 2, w [3]");
        Assert.Equal(heard[^1].Total, heard[^1].Done);
        Assert.Equal(TimeSpan.Zero, heard[^1].Remaining);
        Assert.EndsWith("s left", heard[0].ToString(), StringComparison.Ordinal);
    }

    private sealed class Listener(Action<GradCheckProgress> tell) : IProgress<GradCheckProgress>
    {
        public void Report(GradCheckProgress value) => tell(value);
    }

    /// <summary>Right but for rows of three: what one shape in many shows.</summary>
    private sealed class WrongForThree : Operation
    {
        private readonly PlantedOp _inner = new() { Value = x => x[0].Exp(), Pull = (dy, x) => [dy * x[0].Exp() * (x[0].Rank > 0 && x[0].Shape[^1] == 3 ? 2 : 1)], Push = (dx, x) => dx[0]! * x[0].Exp() };

        protected internal override Saves SavesFor(InputMask needs) => Saves.AllInputs;

        protected internal override void Forward(in ForwardContext context) => _inner.Forward(context);

        protected internal override void Vjp(in VjpContext context, in GradientSink sink) => _inner.Vjp(context, sink);

        protected internal override void Jvp(in JvpContext context) => _inner.Jvp(context);
    }
}
