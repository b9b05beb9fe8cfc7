using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>Operations whose kernels only the processor has run by primitives here; losses by their rules.</summary>
public sealed class ReductionTests
{
    private const int Ulps = 64;
    private const int LongSum = 1 << 20;

    [Fact]
    public void SoftmaxAgrees()
    {
        Accelerated.AssertAgrees(static x => x[0].Softmax() * x[1], Ulps, Accelerated.Numbers([3, 5]), Accelerated.Numbers([3, 5], seed: 2));
        Accelerated.AssertAgrees(static x => x[0].LogSoftmax(0) * x[1], Ulps, Accelerated.Numbers([3, 5]), Accelerated.Numbers([3, 5], seed: 2));
        Accelerated.AssertSame(static x => x[0].Softmax(), Variable.From(new[,] { { float.NegativeInfinity, float.NegativeInfinity }, { 1, float.PositiveInfinity } }));
        Accelerated.AssertSame(static x => x[0].LogSoftmax(), Variable.From(new[,] { { float.NegativeInfinity, float.NegativeInfinity } }));
    }

    [Fact]
    public void VariancesProductsAndNormsAgree()
    {
        Accelerated.AssertAgrees(static x => x[0].Var(1), Ulps, Accelerated.Numbers([3, 5]));
        Accelerated.AssertAgrees(static x => x[0].Std(0), Ulps, Accelerated.Numbers([3, 5]));
        Accelerated.AssertAgrees(static x => x[0].Min(1), 0, Variable.From(new[,] { { 1f, 3, 1 }, { 2, 2, 2 } }));
        Accelerated.AssertAgrees(static x => x[0].Prod(0), Ulps, Accelerated.Numbers([5, 2], DType.Float64));
        Accelerated.AssertAgrees(static x => x[0].Norm(2, [1]), Ulps, Accelerated.Numbers([3, 5]));
        Accelerated.AssertAgrees(static x => x[0].Norm(3), Ulps, Accelerated.Numbers([3, 5]));
    }

    /// <summary>Lengths around the tree's limits, whole and by rows.</summary>
    [Theory]
    [InlineData(1, 33)]
    [InlineData(3, 1000)]
    [InlineData(2, 4096)]
    [InlineData(1, 4097)]
    [InlineData(2, 9001)]
    public void LongRowsAgree(int rows, int length)
    {
        var x = Accelerated.Numbers([rows, length]);
        Accelerated.AssertAgrees(static x => x[0].Sum(1), 2048, x);
        Accelerated.AssertAgrees(static x => x[0].Sum(1), Ulps * 16, x.To(DType.Float64));
        Accelerated.AssertSame(static x => x[0].Sum(), (x * 1000).To(DType.Int64));
        Accelerated.AssertSame(static x => x[0].Max(1), x);
    }

    [Fact]
    public void AMillionElementsAreSummedInTwoLaunchesAndTheSameBits()
    {
        Accelerated.Require();
        var x = Variable.Ones([LongSum], device: Accelerated.Device);
        _ = x.Sum();
        var before = Devices.Activity(Accelerated.Device).Launches;
        var first = x.Sum();
        Assert.Equal(2, Devices.Activity(Accelerated.Device).Launches - before);
        Assert.Equal(LongSum, first.Item<float>());
        var y = Accelerated.Numbers([LongSum]).To(Accelerated.Device);
        Assert.Equal(y.Sum().Item<float>(), y.Sum().Item<float>());
    }

    [Fact]
    public void PlacesAndRunningSumsAgree()
    {
        Accelerated.AssertSame(static x => x[0].ArgMax(1), Variable.From(new[,] { { 1f, 3, 3 }, { 2, float.NaN, 9 } }));
        Accelerated.AssertSame(static x => x[0].ArgMin(0), Variable.From(new[,] { { 1, 3, 3 }, { 1, 2, 9 } }));
        Accelerated.AssertAgrees(static x => x[0].CumSum(0, reverse: true) * x[1], Ulps, Accelerated.Numbers([6, 2]), Accelerated.Numbers([6, 2], seed: 2));
        Accelerated.AssertSame(static x => x[0].CumSum(1), Variable.From(new[,] { { 1L, 3, 5 }, { 1, -2, 9 } }));
    }

    [Fact]
    public void LossesAgree()
    {
        var (x, y) = (Accelerated.Numbers([7], DType.Float64), Accelerated.Numbers([7], DType.Float64, seed: 2));
        Accelerated.AssertAgrees(static x => x[0].MseLoss(x[1]), Ulps, x, y);
        Accelerated.AssertAgrees(static x => x[0].L1Loss(x[1]), Ulps, x, y);
        Accelerated.AssertAgrees(static x => x[0].HuberLoss(x[1], 0.5), Ulps, x, y);
        Accelerated.AssertAgrees(static x => x[0].BceLoss(x[1]), Ulps, x.Sigmoid(), y.Sigmoid());
        Accelerated.AssertAgrees(static x => x[0].BceWithLogitsLoss(x[1]), Ulps, x, y.Sigmoid());
        Accelerated.AssertAgrees(static x => x[0].KlDivLoss(x[1], LossReduction.Sum), Ulps, x, y.Sigmoid());
        Accelerated.AssertAgrees(static x => x[0].KlDivLoss(x[1], LossReduction.Sum, logTarget: true), Ulps, x, y);
        Accelerated.AssertAgrees(static x => x[0].GaussianNllLoss(x[1], x[2]), Ulps, x, y, y.Sigmoid());
        Accelerated.AssertAgrees(static x => x[0].LogSoftmax().NllLoss(Variable.From([1L, 2L]).To(x[0].Device)), Ulps, Accelerated.Numbers([2, 3]));
    }
}
