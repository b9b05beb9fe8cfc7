using System.Diagnostics;
using Autograd.GradientChecking.Tests.Planted;
using Autograd.Ops;
using Xunit;

namespace Autograd.GradientChecking.Tests.Bisection;

/// <summary>The operation behind a failure is named, wherever it hides; and where no operation is wrong, what is between them.</summary>
public sealed class TapeBisectionTests(ITestOutputHelper output)
{
    private static readonly Variable Matrix = Points.Spread([3, 4]);

    [Fact]
    public void A_wrong_rule_in_layer_seven_of_twelve_is_named()
    {
        var model = new Transformer(layers: 12, width: 8, hidden: 12, wrongLayer: 7, Transformer.Activation(2));
        var started = Stopwatch.GetTimestamp();
        var report = GradCheck.RunModel(model.Loss, new GradCheckOptions { Orders = 1, ChecksJvp = false });

        output.WriteLine(report.Bisection!.ToString());
        output.WriteLine($"whole {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s, bisect {report.Bisection.Elapsed.TotalSeconds:0.00} s, {report.Bisection.Nodes} nodes");
        var finding = Assert.Single(report.Bisection.Findings);
        Assert.Equal("planted", finding.Operation);
        Assert.Equal("Transformer.cs", Path.GetFileName(finding.File));
        Assert.Contains("_wrong ? _planted : _right", File.ReadLines(finding.File!).ElementAt(finding.Line - 1), StringComparison.Ordinal);
        Assert.Equal(2, finding.Worst!.Ratio, 1e-6);
        Assert.Equal("ratio 2 in 48 of 2304 entries: counted twice", finding.Diagnosis);
        Assert.Equal([4, 12], finding.InputShapes[0]);
        Assert.InRange(finding.Node, 7 * report.Bisection.Nodes / 12, 8 * report.Bisection.Nodes / 12);
        Assert.InRange(report.Bisection.Elapsed.TotalSeconds, 0, 60);
    }

    [Fact]
    public void Where_forward_and_backward_are_wrong_alike_differences_find_it()
    {
        var alike = new PlantedOp
        {
            Value = x => x[0] * x[0].Tanh(),
            Pull = (dy, x) => [dy * x[0].Tanh()],
            Push = (dx, x) => dx[0]! * x[0].Tanh(),
        };
        var model = new Transformer(layers: 4, width: 4, hidden: 6, wrongLayer: 2, alike);
        var report = GradCheck.RunModel(model.Loss, new GradCheckOptions { Orders = 1, ChecksJvp = false });

        var finding = Assert.Single(report.Bisection!.Findings);
        Assert.Equal("planted", finding.Operation);
        Assert.InRange(report.Bisection.Probed, 1, report.Bisection.Nodes / 2);
        Assert.StartsWith("no common factor", finding.Diagnosis, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_in_float32_is_found_operation_by_operation()
    {
        var model = new Transformer(layers: 3, width: 4, hidden: 5, wrongLayer: 1, Transformer.Activation(-1), dtype: DType.Float32);
        var found = GradCheck.EachOperation(model.Loss);

        var finding = Assert.Single(found.Findings);
        Assert.Equal("planted", finding.Operation);
        Assert.Equal(-1, finding.Worst!.Ratio, 1e-6);
        Assert.Empty(found.Unchecked);
        Assert.False(found.Passed);
    }

    [Fact]
    public void Right_operations_pass_one_by_one()
    {
        var model = new Transformer(layers: 2, width: 4, hidden: 5, wrongLayer: -1, Transformer.Activation(1));
        var found = GradCheck.EachOperation(model.Loss);

        Assert.True(found.Passed, found.ToString());
        Assert.Equal(found.Nodes, found.Screened);
        Assert.Equal(found.Nodes, found.Probed);
    }

    [Fact]
    public void Input_and_element_are_named()
    {
        var mask = Variable.From([2.0, 2, 2, 2, 2, 2.5, 2, 2, 2, 2, 2, 2], [3, 4]);
        var operation = new PlantedOp { Value = x => x[0] * x[1] * x[1], Pull = (dy, x) => [dy * x[1] * x[1], dy * x[0] * x[1] * mask] };
        var finding = Bisect(x => Operation.Apply(operation, x.Exp(), x.Tanh()).Sum(), Matrix).Findings[0];

        Assert.Equal(1, finding.Input);
        Assert.Equal([[1, 1]], finding.Elements);
        Assert.Equal([1, 1], finding.Worst!.InputIndex!);
        Assert.Equal(1.25, finding.Worst.Ratio, 1e-6);
        Assert.Contains("TapeBisectionTests.cs:", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_walks_first_of_two_comes_first()
    {
        var (twice, minus) = (PlantedOp.Unary(x => x.Exp(), (dy, x) => 2 * dy * x.Exp()), PlantedOp.Unary(x => x.Tanh(), (dy, x) => dy * ((x.Tanh() * x.Tanh()) - 1)));
        var found = Bisect(x => minus(twice(x * 0.5)).Sum(), Matrix);

        Assert.Equal(-1, found.Findings[0].Worst!.Ratio, 1e-6);
    }

    [Fact]
    public void Outputs_of_a_split_and_views_around_it()
    {
        var wrong = PlantedOp.Unary(x => x * x, (dy, x) => 3 * dy * x);
        var found = Bisect(
            x =>
            {
                var parts = x.T.Split(0, 1, 3);
                return parts[0].Sum() + wrong(parts[1].Slice(0, 1, 1)).Sum();
            },
            Matrix);

        Assert.Equal("planted", Assert.Single(found.Findings).Operation);
    }

    [Fact]
    public void Integers_and_a_dropout_are_replayed()
    {
        var wrong = PlantedOp.Unary(x => x.Exp(), (dy, x) => -dy * x.Exp());
        var labels = Variable.From(new long[] { 1, 0, 3 });
        var found = Bisect(x => wrong(x.Dropout(0.5)).IndexSelect(0, Variable.From(new long[] { 2, 0, 1 })).CrossEntropy(labels), Matrix);

        Assert.Equal("planted", Assert.Single(found.Findings).Operation);
        Assert.Empty(found.Unchecked);
    }

    [Fact]
    public void Inside_a_checkpoint()
    {
        var wrong = PlantedOp.Unary(x => x.Exp(), (dy, x) => -dy * x.Exp());
        var found = Bisect(x => Checkpoint.Run(y => wrong(y.Dropout(0.3)) * y, x.Tanh()).Sum(), Matrix);

        var finding = Assert.Single(found.Findings);
        Assert.Equal("planted", finding.Operation);
        Assert.Equal("PlantedOp.cs", Path.GetFileName(finding.File));
    }

    [Fact]
    public void Inside_a_checkpoint_at_second_order()
    {
        var cube = PlantedOp.Unary(x => x * x * x, (dy, x) => dy * 3 * x * x, (dy, x) => dy * 3 * x * x.Detach());
        var report = GradCheck.Run(x => Checkpoint.Run(y => cube(y).Exp(), x.Tanh()).Sum(), Matrix, new GradCheckOptions { ChecksJvp = false });

        Assert.Contains(report.Bisection!.Findings, found => found is { Operation: "planted", Order: 2 });
    }

    [Fact]
    public void A_fused_operation_and_its_decomposition()
    {
        var found = Bisect(x => new CarelessFusedOp().Of(x.Tanh()).Exp().Sum(), Matrix);
        var finding = Assert.Single(found.Findings);

        Assert.Equal("carelessfused", finding.Operation);
        Assert.Contains(finding.Checks, check => check is { Verdict: Verdict.Fail, Name: "order 1, input 0 [3, 4]" });
    }

    [Fact]
    public void Inside_a_scope()
    {
        var wrong = PlantedOp.Unary(x => x + (x * x), (dy, x) => dy * 2 * x);
        var found = Bisect(
            x =>
            {
                using var scope = new Scope();
                return scope.Return((wrong(x + 1) + 1).Sum());
            },
            Matrix);

        Assert.Equal("planted", Assert.Single(found.Findings).Operation);
    }

    [Fact]
    public void Wrong_only_at_second_order()
    {
        var cube = PlantedOp.Unary(x => x * x * x, (dy, x) => dy * 3 * x * x, (dy, x) => dy * 3 * x * x.Detach());
        var report = GradCheck.Run(x => cube(x.Tanh()).Exp().Sum(), Matrix, new GradCheckOptions { ChecksJvp = false });

        var finding = report.Bisection!.Findings[0];
        Assert.Equal(("planted", 2), (finding.Operation, finding.Order));
        Assert.Contains("1/2", finding.Diagnosis, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_inside_the_derivative_of_another()
    {
        // The derivative of the outer operation is right and uses one that is not: only a derivative of it shows.
        var inner = PlantedOp.Unary(x => x.Exp(), (dy, x) => 2 * dy * x.Exp());
        var outer = PlantedOp.Unary(x => x.Exp(), (dy, x) => dy * inner(x));
        var report = GradCheck.Run(x => outer(x.Tanh()).Sum(), Matrix, new GradCheckOptions { ChecksJvp = false });

        var finding = report.Bisection!.Findings.First(found => found.Order == 1);
        Assert.Equal(("planted", "planted"), (finding.Operation, finding.DerivativeOf));
        Assert.Equal(2, finding.Worst!.Ratio, 1e-6);
    }

    [Fact]
    public void A_hook_is_evidence()
    {
        var found = Bisect(
            x =>
            {
                var y = x.Exp();
                if (y.RequiresGrad)
                    y.RegisterHook(gradient => gradient * 2);
                return y.Tanh().Sum();
            },
            Matrix);

        Assert.Empty(found.Findings);
        Assert.Contains(found.Evidence, fact => fact.StartsWith("a hook on the result of exp at TapeBisectionTests.cs:", StringComparison.Ordinal));
    }

    [Fact]
    public void An_operation_inside_a_hook()
    {
        // The value is the gradient as it was; only the second order goes through the operation's derivative.
        var identity = PlantedOp.Unary(x => x * 1, (dy, _) => 3 * dy);
        var report = GradCheck.Run(
            x =>
            {
                var y = x.Exp();
                if (y.RequiresGrad)
                    y.RegisterHook(identity);
                return y.Tanh().Sum();
            },
            Matrix,
            new GradCheckOptions { ChecksJvp = false });

        Assert.All(report.Checks.Where(check => check.Verdict == Verdict.Fail), check => Assert.Equal(2, check.Order));
        var finding = Assert.Single(report.Bisection!.Findings);
        Assert.Equal(("planted", 1), (finding.Operation, finding.Order));
    }

    [Fact]
    public void A_detached_result_is_evidence()
    {
        var found = Bisect(x => (x.Exp() * x.Tanh().Detach()).Sum(), Matrix);

        Assert.Empty(found.Findings);
        Assert.Contains(found.Evidence, fact => fact.StartsWith("input 1 of mul at TapeBisectionTests.cs:", StringComparison.Ordinal) && fact.EndsWith("detached", StringComparison.Ordinal) && fact.Contains("tanh", StringComparison.Ordinal));
    }

    [Fact]
    public void A_detached_input_and_numbers_read_out_are_evidence()
    {
        Assert.Contains(Bisect(x => (x.Exp() * x.Detach()).Sum(), Matrix).Evidence, fact => fact.EndsWith("carries no gradient: it is input 0, detached", StringComparison.Ordinal));
        Assert.Contains(
            Bisect(x => (x.Exp() * Variable.From(x.ToArray<double>(), x.Shape)).Sum(), Matrix).Evidence, fact => fact.EndsWith("it was made from numbers that were read out", StringComparison.Ordinal));
    }

    [Fact]
    public void A_paused_tape_is_evidence()
    {
        var found = Bisect(
            x =>
            {
                using var pause = Tape.Active?.Pause();
                var y = x.Exp();
                pause?.Dispose();
                return (x * y).Sum();
            },
            Matrix);

        Assert.Contains(found.Evidence, fact => fact.Contains("exp computed it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_derivative_that_overwrites_its_cotangent_is_named()
    {
        var greedy = PlantedOp.Unary(x => x * x, (dy, x) =>
        {
            var gradient = dy * 2 * x;
            dy.Storage.Backend.Fill(dy.View, 0);
            return gradient;
        });
        var found = Bisect(
            x =>
            {
                var y = x.Exp();
                return (y.Tanh() + greedy(y)).Tanh().Sum();
            },
            Matrix);

        Assert.StartsWith("gradcheck: a derivative wrote into the cotangent it was given", Assert.Single(found.Findings).Diagnosis, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_kept_in_an_operation_shows_in_the_sums()
    {
        // Alone it is right; used twice, the second call's value serves both derivatives.
        Variable? kept = null;
        var keeping = new PlantedOp { Value = x => (kept = x[0].Detach()) * x[0], Pull = (dy, _) => [dy * 2 * kept!] };
        var found = Bisect(x => (Operation.Apply(keeping, x.Exp()) + Operation.Apply(keeping, x.Tanh())).Sum(), Matrix);

        Assert.Empty(found.Findings);
        Assert.Contains(found.Evidence, fact => fact.StartsWith("the gradient of the result of exp", StringComparison.Ordinal) && fact.Contains("is not the sum of what its 1 readers give alone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_derivative_that_clips_large_gradients_is_evidence()
    {
        var clipping = PlantedOp.Unary(x => x * x, (dy, x) => Variable.Maximum(-Variable.Maximum(-dy, Variable.Full(dy.Shape, -100, dy.DType)), Variable.Full(dy.Shape, -100, dy.DType)) * 2 * x);
        var found = Bisect(x => (10_000 * clipping(x.Exp())).Sum(), Matrix);

        Assert.Contains(found.Evidence, fact => fact.Contains("planted", StringComparison.Ordinal) && fact.Contains("its derivative is not linear", StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_changed_behind_the_tapes_back_is_evidence()
    {
        var found = Bisect(
            x =>
            {
                var y = x.Exp();
                var z = y.Tanh().Sum();
                y.Storage.Backend.Fill(y.View, 0.25);
                return z;
            },
            Matrix);

        Assert.Contains(found.Evidence, fact => fact.StartsWith("exp at TapeBisectionTests.cs:", StringComparison.Ordinal) && fact.Contains("give another value now", StringComparison.Ordinal));
    }

    [Fact]
    public void An_operation_without_elements_is_not_checked() =>
        Assert.Throws<InvalidOperationException>(() => GradCheck.EachOperation(() => Variable.Zeros([0, 3], DType.Float64).WithGrad().Exp()));

    [Fact]
    public void An_operation_that_cannot_take_a_layout_is_named()
    {
        // Reads its input's memory from the start, in rows, whatever the layout is.
        var careless = PlantedOp.Unary(x => x * x, (dy, x) => 2 * dy * (x.IsContiguous ? x : x.T.Reshape(x.Shape)));
        var report = GradCheck.Run(x => careless(x).Exp().Sum(), Matrix, Points.FirstOrder);

        Assert.Equal(["transposed inputs"], report.Checks.Where(check => check.Verdict == Verdict.Fail).Select(check => check.Name).Take(1));
        var finding = report.Bisection!.Findings[0];
        Assert.Equal(("planted", "inputs laid out as recorded"), (finding.Operation, finding.Failed.Name));
    }

    [Fact]
    public void A_forward_derivative_that_is_wrong_is_named()
    {
        var operation = new PlantedOp { Value = x => x[0] * x[0], Pull = (dy, x) => [dy * 2 * x[0]], Push = (dx, x) => dx[0]! * x[0] };
        var report = GradCheck.Run(x => Operation.Apply(operation, x.Exp()).Tanh().Sum(), Matrix, new GradCheckOptions { Orders = 1 });

        var finding = Assert.Single(report.Bisection!.Findings);
        Assert.Equal("planted", finding.Operation);
        Assert.StartsWith("jvp", finding.Failed.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_derivative_of_the_wrong_shape_is_named()
    {
        var wrong = PlantedOp.Unary(x => x.Expand([3, 4]) * 1, (dy, _) => dy);
        var found = Bisect(x => wrong(x.Sum(0)).Tanh().Sum(), Matrix);

        Assert.StartsWith("the gradient does not have its input's shape", Assert.Single(found.Findings).Diagnosis, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_says_it()
    {
        var wrong = PlantedOp.Unary(x => x.Exp(), (dy, x) => -dy * x.Exp());
        var text = GradCheck.Run(x => wrong(x.Tanh()).Sum(), Matrix, Points.FirstOrder).ToString();

        Assert.Contains("  wrong alone: planted [3, 4] at PlantedOp.cs:", text, StringComparison.Ordinal);
        Assert.Contains("ratio -1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_looks_where_it_passes_or_is_told_not_to()
    {
        var wrong = PlantedOp.Unary(x => x.Exp(), (dy, x) => -dy * x.Exp());

        Assert.Null(GradCheck.Run(x => x.Exp(), Matrix).Bisection);
        Assert.Null(GradCheck.Run(wrong, Matrix, Points.FirstOrder with { Bisects = false }).Bisection);
    }

    [Fact]
    public void Nothing_recorded_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => GradCheck.EachOperation(() => Variable.Ones([3]).Exp()));

    private static TapeBisection Bisect(Func<Variable, Variable> function, Variable x)
    {
        var report = GradCheck.Run(function, x, Points.FirstOrder);
        Assert.Equal(Verdict.Fail, report.Verdict);
        return report.Bisection!;
    }
}
