using Autograd.GradientChecking.Tests.Gallery.Hard;
using Autograd.GradientChecking.Tests.Planted;
using Xunit;

namespace Autograd.GradientChecking.Tests.Gallery;

/// <summary>Right derivatives of functions that are hard to difference do not fail.</summary>
public sealed class HardFunctionTests
{
    public static TheoryData<string> Names => [.. HardCatalog.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_its_verdict(string name)
    {
        var function = HardCatalog.Get(name);
        var report = GradCheck.Run(function.Function, function.Inputs, function.Options);

        Assert.True(report.Verdict == function.Verdict, report.ToString());
        Assert.Equal(function.Verdict == Verdict.Pass, function.Reason is null);
    }

    /// <summary>Values of float32 are stairs; at some points they look like a smooth function of another slope.</summary>
    [Fact]
    public void A_float32_part_is_never_taken_for_a_mistake()
    {
        Func<Variable, Variable>[] functions =
        [
            x => x.Tanh().To(DType.Float32).To(DType.Float64),
            x => x.Exp().To(DType.Float32).To(DType.Float64) * x,
            x => (x.To(DType.Float32).Exp() * x.To(DType.Float32)).To(DType.Float64) + x,
        ];
        foreach (var function in functions)
        {
            for (var seed = 0; seed < 6; seed++)
            {
                var report = GradCheck.Run(function, Points.Spread([24], seed: seed), new GradCheckOptions { Orders = 1 });

                Assert.True(report.Verdict == Verdict.Inconclusive, report.ToString());
            }
        }
    }

    [Fact]
    public void A_mistake_beside_a_float32_part_is_found()
    {
        var wrong = PlantedOp.Unary(x => x.Tanh(), (dy, x) => 1.01 * dy * (1 - (x.Tanh() * x.Tanh())));
        var report = GradCheck.Run(x => wrong(x) + x.Exp().To(DType.Float32).To(DType.Float64), Points.Spread([5]), Points.FirstOrder);

        Assert.Equal(Verdict.Fail, report.Verdict);
    }

    [Fact]
    public void Nearly_all_pass()
    {
        Assert.True(HardCatalog.All.Count >= 60);
        Assert.True(HardCatalog.All.Count(function => function.Verdict != Verdict.Pass) <= 6);
    }
}
