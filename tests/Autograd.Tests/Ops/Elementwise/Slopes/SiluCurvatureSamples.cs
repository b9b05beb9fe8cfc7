using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise.Slopes;

public sealed class SiluCurvatureSamples : SlopeSamples<SiluCurvatureOp>
{
    protected override Operation Function => SiluCurvatureOp.Instance;

    protected override double Factor(double saved)
    {
        var (near, far) = (NaiveFunctions.Sigmoid(saved), NaiveFunctions.Sigmoid(-saved));
        return near * far == 0 ? 0 : near * far * (2 + (saved * (far - near)));
    }
}
