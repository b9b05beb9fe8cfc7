using Xunit;

namespace Autograd.NN.Tests.Modules;

public class LossTests
{
    private static readonly Variable X = Variable.Uniform([4, 3], new RandomGenerator(1), 0.1, 0.9);

    private static readonly Variable T = Variable.Uniform([4, 3], new RandomGenerator(2), 0.1, 0.9);

    public static TheoryData<LossReduction> Reductions => [.. Enum.GetValues<LossReduction>()];

    [Theory]
    [MemberData(nameof(Reductions))]
    public void LossesComputeTheirFormula(LossReduction reduction)
    {
        Equal(X.MseLoss(T, reduction), new MseLoss(reduction).Call(X, T));
        Equal(X.L1Loss(T, reduction), new L1Loss(reduction).Call(X, T));
        Equal(X.HuberLoss(T, 0.2, reduction), new HuberLoss(0.2, reduction).Call(X, T));
        Equal(X.SmoothL1Loss(T, 0.2, reduction), new SmoothL1Loss(0.2, reduction).Call(X, T));
        Equal(X.BceLoss(T, reduction), new BceLoss(reduction).Call(X, T));
        Equal(X.BceWithLogitsLoss(T, reduction), new BceWithLogitsLoss(reduction).Call(X, T));
        Equal(X.KlDivLoss(T, reduction), new KlDivLoss(reduction).Call(X, T));
        Equal(X.KlDivLoss(T, reduction, logTarget: true), new KlDivLoss(reduction, logTarget: true).Call(X, T));
        Equal(X.GaussianNllLoss(T, T, reduction, full: true, epsilon: 0.5), new GaussianNllLoss(reduction, full: true, epsilon: 0.5).Call(X, T, T));
        var targets = Variable.From([0L, 1, 2, 1]);
        Equal(X.NllLoss(targets, reduction, ignoreIndex: 1), new NllLoss(reduction, ignoreIndex: 1).Call(X, targets));
    }

    [Fact]
    public void AClassifierByEitherLossIsTheSame()
    {
        var targets = Variable.From([0L, 1, 2, 1]);
        var two = new NllLoss().Call(new LogSoftmax().Call(X), targets);
        Assert.Equal(new CrossEntropyLoss().Call(X, targets).Item<float>(), two.Item<float>(), 1e-6f);
    }

    private static void Equal(Variable expected, Variable actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>());
    }
}
