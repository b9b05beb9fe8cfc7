using Xunit;

namespace Autograd.GradientChecking.Tests.Planted;

/// <summary>Wrong operations: each must fail, and with the right diagnosis.</summary>
public sealed class PlantedMistakeTests
{
    private static readonly Variable Matrix = Points.Spread([3, 3]);

    [Fact]
    public void Wrong_sign() => Fails(PlantedOp.Unary(x => x.Exp(), (dy, x) => -(dy * x.Exp())), Matrix, "ratio −1 in 9 of 81 entries: the sign is wrong");

    [Fact]
    public void Factor_two() => Fails(PlantedOp.Unary(x => x.Tanh(), (dy, x) => 2 * dy * (1 - (x.Tanh() * x.Tanh()))), Matrix, "ratio 2 in 9 of 81 entries: counted twice");

    [Fact]
    public void One_part_in_a_million() => Fails(
        PlantedOp.Unary(x => x.Exp(), (dy, x) => dy * x.Exp() * (1 + 1e-6)), Matrix, "ratio 1.000001 in 9 of 81 entries: a factor or constant of the rule is slightly off");

    [Fact]
    public void Dropped_term() => Fails(
        PlantedOp.Unary(x => (x * x * x) + (2 * x), (dy, x) => dy * 3 * x * x), Matrix, "no common factor in 9 of 81 entries: a term is wrong or missing, or the derivative is taken at another point");

    [Fact]
    public void Transposed() => Fails(
        PlantedOp.Unary(x => (x * x).Sum(), (dy, x) => dy * 2 * x.T.Contiguous()), Matrix, "transposed: the numbers are right in the transposed places of the last two axes");

    [Fact]
    public void Shifted_index()
    {
        var shifted = PlantedOp.Unary(
            x => (x * x).Sum(), (dy, x) => dy * 2 * Variable.Concat(0, x.Slice(0, 1, x.Shape[0] - 1), x.Slice(0, 0, 1)));

        Fails(shifted, Points.Spread([7]), "shifted: the numbers are right one place earlier along axis 0");
    }

    [Fact]
    public void Missing_broadcast_reduction_has_a_wrong_shape()
    {
        var report = GradCheck.Run(
            PlantedOp.Unary(x => x.Expand([3, 4]) * 1, (dy, _) => dy), Points.Spread([4]), Points.FirstOrder);

        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.StartsWith("the gradient does not have its input's shape: where the input was broadcast, sum over the axes", Points.Worst(report).Diagnosis, StringComparison.Ordinal);
    }

    [Fact]
    public void Broadcast_reduced_by_taking_one_row() => Fails(
        PlantedOp.Unary(x => x.Expand([3, 4]) * 1, (dy, _) => dy[0].Contiguous()), Points.Spread([4]), "0 in 8 of 48 entries: an element or a part is dropped, or a gradient is not summed over a broadcast axis");

    [Fact]
    public void Summed_over_an_axis() => Fails(
        PlantedOp.Unary(x => x * x, (dy, x) => (dy * 2 * x).Sum([1], keepAxes: true).Expand(x.Shape).Contiguous()), Matrix, "summed over axis 1: every place along it has the whole axis' gradient");

    [Fact]
    public void Missing_mean() => Fails(
        PlantedOp.Unary(x => x.Mean(), (dy, x) => dy.Expand(x.Shape).Contiguous()), Points.Spread([5]), "ratio 5 in 5 of 5 entries: a mean's factor 1/5 is missing, or a sum counted too much");

    [Fact]
    public void Disconnected() => Fails(
        (Variable x) => x.Detach().Exp() + (0 * x), Matrix, "disconnected: the analytic gradient is 0 everywhere and the differences are not; a Detach, a missing Vjp, or a constant in between");

    [Fact]
    public void Not_finite() => Fails(
        PlantedOp.Unary(x => x * 2, (dy, x) => dy * (x / (x - x))), Points.Spread([3]), "not finite: the analytic gradient is NaN or ∞ where the differences are finite");

    [Fact]
    public void Wrong_only_at_second_order()
    {
        var cube = PlantedOp.Unary(x => x * x * x, (dy, x) => dy * 3 * x * x, (dy, x) => dy * 3 * x * x.Detach());
        var report = GradCheck.Run(cube, Matrix, new GradCheckOptions { ChecksJvp = false });

        Assert.Equal(Verdict.Fail, report.Verdict);
        var failed = Assert.Single(report.Checks, check => check.Verdict == Verdict.Fail);
        Assert.Equal(2, failed.Order);
        Assert.Equal("ratio 1/2 in 9 of 81 entries: one of two contributions is missing, or a factor 2", failed.Diagnosis);
    }

    [Fact]
    public void Recorded_walk_of_another_function()
    {
        var odd = PlantedOp.Unary(x => x * x, (dy, x) => dy * 2 * x, (dy, x) => dy * 2.5 * x);
        var report = GradCheck.Run(odd, Matrix, new GradCheckOptions { ChecksJvp = false });

        Assert.Contains(report.Checks, check => check is { Name: "recorded walk as the plain one", Verdict: Verdict.Fail });
    }

    [Fact]
    public void Not_linear_in_the_cotangent()
    {
        var report = GradCheck.Run(PlantedOp.Unary(x => x.Exp(), (dy, x) => dy * dy * x.Exp()), Matrix, Points.FirstOrder);

        Assert.Contains(report.Checks, check => check is { Name: "linear in the cotangent", Verdict: Verdict.Fail });
    }

    [Fact]
    public void Not_deterministic_backwards()
    {
        var calls = 0;
        var report = GradCheck.Run(PlantedOp.Unary(x => x * x, (dy, x) => dy * (2 + (1e-15 * ++calls)) * x), Matrix, Points.FirstOrder);

        Assert.Equal(Verdict.NonDeterministic, report.Verdict);
        Assert.Equal("the same backward walk gave other gradients", Points.Worst(report).Diagnosis);
    }

    [Fact]
    public void Input_mutated_in_the_derivative()
    {
        var greedy = PlantedOp.Unary(x => x * x, (dy, x) =>
        {
            var gradient = dy * 2 * x;
            x.Update<double>(values => values[0] = 0);
            return gradient;
        });
        var report = GradCheck.Run(greedy, Matrix, Points.FirstOrder);

        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.Equal("inputs untouched", Points.Worst(report).Name);
    }

    [Fact]
    public void Input_mutated_forwards()
    {
        var report = GradCheck.Run(
            x =>
            {
                x.Update<double>(values => values[0] += 0);
                return x * 2;
            },
            Matrix,
            Points.FirstOrder);

        Assert.Equal("input 0 was changed by the forward pass", Points.Worst(report).Diagnosis);
    }

    [Fact]
    public void Wrong_side_of_a_kink()
    {
        var relu = PlantedOp.Unary(x => x.Relu(), (dy, x) => dy * Variable.Where(x.Greater(0), Variable.OnesLike(x), Variable.Where(x.EqualTo(0), Variable.Full(x.Shape, -1, x.DType), 0)));
        var report = GradCheck.Run(relu, Variable.From([-1.0, 0, 2]), Points.FirstOrder);

        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.Equal([1], Points.Worst(report).Worst!.InputIndex!);
    }

    [Fact]
    public void Forward_derivative_of_another_function()
    {
        var operation = new PlantedOp
        {
            Value = x => x[0] * x[0],
            Pull = (dy, x) => [dy * 2 * x[0]],
            Push = (dx, x) => dx[0]! * x[0],
        };
        var report = GradCheck.Run(x => Ops.Operation.Apply(operation, x), Matrix, new GradCheckOptions { Orders = 1 });

        Assert.Equal(["jvp and vjp, input 0 [3, 3]", "jvp, input 0 [3, 3]"], report.Checks.Where(check => check.Verdict == Verdict.Fail).Select(check => check.Name));
    }

    [Fact]
    public void One_of_two_inputs_forgotten()
    {
        var operation = new PlantedOp { Value = x => x[0] * x[1], Pull = (dy, x) => [dy * x[1], null] };
        var report = GradCheck.Run((x, y) => Ops.Operation.Apply(operation, x, y), Matrix, Points.Spread([3, 3], seed: 2), Points.FirstOrder);

        var failed = report.Checks.First(check => check.Verdict == Verdict.Fail);
        Assert.Equal(1, failed.Input);
        Assert.StartsWith("disconnected", failed.Diagnosis, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    [InlineData(399)]
    public void One_wrong_element_of_many_is_located(int wrong)
    {
        var mask = new double[400];
        Array.Fill(mask, 2);
        mask[wrong] = -2;
        var factor = Variable.From(mask, [20, 20]);
        var report = GradCheck.Run(PlantedOp.Unary(x => x * x, (dy, x) => dy * factor * x), Points.Spread([20, 20]), Points.FirstOrder);

        var failed = report.Checks.First(check => check.Verdict == Verdict.Fail);
        Assert.Equal([wrong / 20, wrong % 20], failed.Worst!.InputIndex!);
        Assert.Equal($"[{wrong / 20}, {wrong % 20}]", failed.Worst.Output);
        Assert.Equal(-1, failed.Worst.Ratio, 1e-6);
        Assert.Equal("ratio −1 in 1 of 24 entries: the sign is wrong", failed.Diagnosis);
    }

    [Fact]
    public void A_shift_among_many_is_seen_by_signed_probes()
    {
        var shifted = PlantedOp.Unary(
            x => x * x, (dy, x) => (dy * 2 * x) is var g ? Variable.Concat(0, g.Slice(0, 1, 999), g.Slice(0, 0, 1)) : g);

        Fails(shifted, Points.Spread([1000]), "shifted: the numbers are right one place earlier along axis 0");
    }

    private static void Fails(Func<Variable, Variable> function, Variable x, string diagnosis)
    {
        var report = GradCheck.Run(function, x, Points.FirstOrder);

        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.Equal(diagnosis, report.Checks.First(check => check.Verdict == Verdict.Fail).Diagnosis);
        var error = Assert.Throws<GradCheckException>(() => GradCheck.Verify(function, x, Points.FirstOrder));
        Assert.Contains(diagnosis, error.Message, StringComparison.Ordinal);
    }
}
