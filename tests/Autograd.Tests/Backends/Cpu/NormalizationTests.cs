using Autograd.Backends;
using Xunit;

namespace Autograd.Tests.Backends.Cpu;

[Collection(PoolCollection.Name)]
public class NormalizationTests
{
    public static TheoryData<string> Kinds => ["layer", "rms", "group", "batch", "columns"];

    /// <summary>Far from 0, and longer than float32 could sum one by one.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void LongFloat32SumsStayAccurate(string kind)
    {
        Shape shape = kind == "columns" ? [300_000, 3] : [2, 1, 300_000];
        var x = Variable.Normal(shape, new RandomGenerator(1), 50, 1);
        var (single, exact) = (Call(kind, x).ToArray<float>(), Call(kind, x.To(DType.Float64)).ToArray<double>());

        // The mean's own rounding, 2⁻²⁴ · 50, is the whole error.
        for (var i = 0; i < single.Length; i++)
            Assert.True(Math.Abs(single[i] - exact[i]) <= 6e-6, $"[{i}] is {single[i]}, not {exact[i]}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SteadyStateAllocatesNothing(string kind)
    {
        using var one = new ThreadCount(1);
        Shape shape = kind switch
        {
            "layer" or "rms" => [40, 21],
            "columns" => [40, 21, 1],
            _ => [4, 6, 21],
        };
        var x = Variable.Normal(shape, new RandomGenerator(1));
        var (y, dx) = (Variable.ZerosLike(x), Variable.ZerosLike(x));
        var weight = Variable.Ones([kind == "group" || kind == "batch" ? 6 : 21]);
        var (dWeight, dBias) = (Variable.ZerosLike(weight), Variable.ZerosLike(weight));
        var means = Variable.Zeros(kind == "group" ? [4, 2] : kind is "layer" or "rms" ? [40] : weight.Shape);
        var second = Variable.ZerosLike(means);
        var kernels = Assert.IsAssignableFrom<INormalizationKernels>(x.Storage.Backend);
        void Run()
        {
            if (kind is "layer" or "rms")
            {
                TensorView? centres = kind == "layer" ? means.View : null;
                kernels.NormalizeRows(x.View, weight.View, null, 1e-5, y.View, centres, second.View);
                kernels.NormalizeRowsVjp(x.View, weight.View, centres, second.View, y.View, dx.View, dWeight.View, dBias.View);
                return;
            }

            kernels.ChannelMoments(x.View, means.View, second.View);
            kernels.NormalizeChannels(x.View, means.View, second.View, 1e-5, weight.View, null, y.View);
            kernels.NormalizeChannelsVjp(x.View, means.View, second.View, true, 1e-5, weight.View, y.View, dx.View, dWeight.View, dBias.View);
        }

        Run();
        Assert.Equal(0, Allocations.OfOneRun(Run));
    }

    [Fact]
    public void ARowDoesNotDependOnItsPlace()
    {
        var x = Variable.Normal([1, 37], new RandomGenerator(1)).Expand([900, 37]).Clone();
        var y = x.LayerNorm([37]).ToArray<float>();
        for (var row = 1; row < 900; row++)
            Assert.Equal(y[..37], y[(row * 37)..((row + 1) * 37)]);
    }

    /// <summary>The mean is guessed from a row's first elements; where they lie far from it, the variance must not be a small difference.</summary>
    [Fact]
    public void FirstElementsFarFromTheOthersDoNotSpoilTheVariance()
    {
        var elements = Variable.Normal([1, 1000], new RandomGenerator(1)).ToArray<float>();
        elements.AsSpan(0, 16).Fill(30_000);
        var x = Variable.From(elements, [1, 1000]);
        var (single, exact) = (x.LayerNorm([1000]).ToArray<float>(), x.To(DType.Float64).LayerNorm([1000]).ToArray<double>());
        for (var i = 0; i < single.Length; i++)
            Assert.True(Math.Abs(single[i] - exact[i]) <= 4e-7 * Math.Abs(exact[i]), $"[{i}] is {single[i]}, not {exact[i]}");
    }

    private static Variable Call(string kind, Variable x) => kind switch
    {
        "layer" => x.LayerNorm([300_000]),
        "rms" => x.RmsNorm([300_000]) * 50,
        "group" => x.GroupNorm(1),
        _ => x.BatchNorm(),
    };
}
