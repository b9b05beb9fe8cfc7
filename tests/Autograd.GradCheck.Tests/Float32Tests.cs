using Autograd.GradientChecking.Tests.Planted;
using Xunit;

namespace Autograd.GradientChecking.Tests;

public sealed class Float32Tests
{
    [Fact]
    public void Stable_gradients_are_within_a_few_conditioned_ulps()
    {
        Variable[] inputs = [Points.Spread([5, 7]), Points.Spread([7, 3], seed: 1)];

        Assert.InRange(GradCheck.CompareFloat32(x => [x[0].MatMul(x[1]).Tanh()], inputs).WorstUlps, 0, 64);
        Assert.InRange(GradCheck.CompareFloat32(x => [x[0].LogSumExp(-1)], [inputs[0]]).WorstUlps, 0, 64);
        Assert.InRange(GradCheck.CompareFloat32(x => [x[0].Exp()], [Points.Spread([9], -20, 20)]).WorstUlps, 0, 16);
    }

    [Fact]
    public void Conditioning_is_not_held_against_a_function() =>
        Assert.InRange(GradCheck.CompareFloat32(x => [x[0] - 1.0009765625], [Variable.From([1.001])]).WorstUlps, 0, 4);

    [Fact]
    public void Digits_lost_by_the_derivative_itself_show()
    {
        var lossy = PlantedOp.Unary(x => x * x, (dy, x) => dy * ((2 * x) + 1000 - 1000));

        Assert.True(GradCheck.CompareFloat32(x => [lossy(x[0])], [Points.Spread([9])]).WorstUlps > 100);
    }

    [Fact]
    public void Elements_below_the_smallest_size_are_measured_by_it()
    {
        // 1 − y² of a saturated tanh has no relative digits, and is right to a few units of 1.
        Variable[] inputs = [Variable.From([8.0, -9.0])];

        Assert.True(GradCheck.CompareFloat32(x => [x[0].Tanh()], inputs).WorstUlps > 1000);
        Assert.InRange(GradCheck.CompareFloat32(x => [x[0].Tanh()], inputs, smallest: 1).WorstUlps, 0, 4);

        var wrong = PlantedOp.Unary(x => x * x, (dy, x) => dy * x);
        Assert.True(GradCheck.CompareFloat32(x => [(x[0].DType == DType.Float32 ? wrong(x[0]) : x[0] * x[0])], inputs, smallest: 1).WorstUlps > 1e5);
    }

    [Fact]
    public void The_worst_element_is_named()
    {
        var comparison = GradCheck.CompareFloat32(x => [x[0].Exp()], [Points.Spread([2, 3])]);

        Assert.Equal(6, comparison.Compared);
        Assert.Contains("conditioned ulps at input 0[", comparison.ToString(), StringComparison.Ordinal);
    }
}
