using Autograd.GradientChecking;
using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Ops.Losses;

/// <summary>The loss is composed, so it has no samples in the table.</summary>
public class NllLossTests
{
    private static readonly Variable Targets = Variable.From([2L, -100L, 0L]);

    [Fact]
    public void IsTheCrossEntropyAfterLogSoftmax()
    {
        var x = Variable.Normal([3, 4], new RandomGenerator(1), dtype: DType.Float64).WithGrad();
        var weights = Variable.From([0.5, 2, 1, 3]);
        foreach (var reduction in Enum.GetValues<LossReduction>())
        {
            foreach (var given in (Variable?[])[null, weights])
            {
                using var tape = new Tape();
                var composed = x.LogSoftmax().NllLoss(Targets, reduction, weights: given);
                var fused = x.CrossEntropy(Targets, reduction, weights: given);
                Near.Equal(fused, composed);
                Near.Equal(tape.Gradient(fused.Sum(), x)!, tape.Gradient(composed.Sum(), x)!);
            }
        }
    }

    [Fact]
    public void DerivativesAreRight() =>
        GradCheck.Verify(x => x.NllLoss(Targets, weights: Variable.From([0.5, 2, 1, 3])), Variable.Normal([3, 4], new RandomGenerator(2), dtype: DType.Float64));

    [Fact]
    public void IgnoredRowsCountForNothing()
    {
        var x = Variable.From(new[,] { { -1, -2 }, { double.NaN, double.NegativeInfinity } }).WithGrad();
        using var tape = new Tape();
        var loss = x.NllLoss(Variable.From([1L, -100L]));
        Near.Equal([2], loss);
        Near.Equal([0, -1, 0, 0], tape.Gradient(loss, x)!);
    }

    [Fact]
    public void ShapesOfMoreAxes()
    {
        var x = Variable.Normal([2, 3, 4], new RandomGenerator(3));
        Assert.Equal([2, 3], x.NllLoss(Variable.Zeros([2, 3], DType.Int64), LossReduction.None).Shape);
        Assert.Equal(
            "nll_loss: log-probabilities of [2, 3, 4] with targets of [2]; give [rows, classes] and [rows], at least one class",
            Assert.Throws<ArgumentException>(() => x.NllLoss(Variable.From([0L, 1L]))).Message);
    }
}
