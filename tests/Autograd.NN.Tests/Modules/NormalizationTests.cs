using Xunit;
using static Autograd.NN.Tests.Modules.AttentionReferenceFile;

namespace Autograd.NN.Tests.Modules;

public class NormalizationTests
{
    [Theory]
    [InlineData("columns")]
    [InlineData("sequences")]
    [InlineData("images")]
    [InlineData("cumulative")]
    public void RunningStatisticsAreTheReferences(string name)
    {
        var reference = Case("batchNorm", name);
        var shape = Shape(reference.GetProperty("shape"));
        double? momentum = reference.GetProperty("momentum") is { ValueKind: System.Text.Json.JsonValueKind.Number } number ? number.GetDouble() : null;
        BatchNorm module = shape.Rank == 4 ? new BatchNorm2d(shape[1], momentum: momentum) : new BatchNorm1d(shape[1], momentum: momentum);
        module.To(DType.Float64);
        module.Weight!.Value.CopyFrom(Values([shape[1]], 0, 1, 1));
        module.Bias!.Value.CopyFrom(Values([shape[1]], 1, 1));
        var step = 0;
        foreach (var expected in reference.GetProperty("steps").EnumerateArray())
        {
            using var tape = new Tape();
            AssertEqual($"step {step}", expected.GetProperty("y"), module.Call(Values(shape, 10 + (ulong)step, 4, 0.5)));
            AssertEqual($"mean {step}", expected.GetProperty("mean"), module.RunningMean!.Value);
            AssertEqual($"variance {step}", expected.GetProperty("variance"), module.RunningVariance!.Value);
            Assert.Equal(++step, module.BatchesTracked!.Value.Item<long>());
        }

        module.Eval();
        AssertEqual("evaluated", reference.GetProperty("evaluated"), module.Call(Values(shape, 20, 4, 0.5)));
        Assert.Equal(step, module.BatchesTracked!.Value.Item<long>());
    }

    [Fact]
    public void WithoutAveragesBatchesAreNormalisedByThemselvesAlways()
    {
        var module = new BatchNorm1d(3, affine: false, tracks: false);
        var x = Values([4, 3], 1).To(DType.Float32);
        var trained = module.Call(x).ToArray<float>();
        module.Eval();
        Assert.Equal(trained, module.Call(x).ToArray<float>());
        Assert.Empty(module.Parameters());
        Assert.Empty(module.NamedBuffers());
        Assert.Equal(x.BatchNorm().ToArray<float>(), trained);
    }

    [Fact]
    public void EvaluationChangesNothing()
    {
        var module = new BatchNorm2d(2);
        module.Eval();
        var x = Values([2, 2, 3, 3], 1).To(DType.Float32);
        var y = module.Call(x).ToArray<float>();
        Assert.Equal([0f, 0f], module.RunningMean!.Value.ToArray<float>());
        Assert.Equal(0, module.BatchesTracked!.Value.Item<long>());
        Assert.Equal(y, module.Call(x).ToArray<float>());
    }

    [Fact]
    public void PartsHaveTheirUsualNames()
    {
        Assert.Equal(["weight", "bias"], new BatchNorm1d(2).NamedParameters().Select(named => named.Name));
        Assert.Equal(["running_mean", "running_var", "num_batches_tracked"], new BatchNorm1d(2).NamedBuffers().Select(named => named.Name));
        Assert.Equal(["weight", "bias"], new LayerNorm([2]).NamedParameters().Select(named => named.Name));
        Assert.Equal(["weight"], new LayerNorm([2], bias: false).NamedParameters().Select(named => named.Name));
        Assert.Equal(["weight"], new RmsNorm([2]).NamedParameters().Select(named => named.Name));
        Assert.Equal(["weight", "bias"], new GroupNorm(1, 2).NamedParameters().Select(named => named.Name));
        Assert.Empty(new GroupNorm(1, 2, affine: false).Parameters());
        Assert.Empty(new RmsNorm([2], affine: false).Parameters());
        Assert.Empty(new LayerNorm([2], affine: false).Parameters());
    }

    [Fact]
    public void ModulesComputeTheirFormulaAndStartNeutral()
    {
        var x = Values([2, 4, 3], 1).To(DType.Float32);
        Assert.Equal(x.LayerNorm([4, 3]).ToArray<float>(), new LayerNorm([4, 3]).Call(x).ToArray<float>());
        Assert.Equal(x.RmsNorm([3], epsilon: 0.5).ToArray<float>(), new RmsNorm([3], 0.5).Call(x).ToArray<float>());
        Assert.Equal(x.GroupNorm(2).ToArray<float>(), new GroupNorm(2, 4).Call(x).ToArray<float>());
        Assert.Equal(x.BatchNorm().ToArray<float>(), new BatchNorm1d(4).Call(x).ToArray<float>());
    }

    [Fact]
    public void AveragesFollowTheModuleIntoOtherTypes()
    {
        var module = new BatchNorm1d(2);
        module.To(DType.Float64);
        Assert.Equal(DType.Float64, module.RunningMean!.Value.DType);
        Assert.Equal(DType.Int64, module.BatchesTracked!.Value.DType);
    }

    [Fact]
    public void ModulesSayWhatTheyAreAndCheckWhatTheyGet()
    {
        Assert.Equal("BatchNorm2d(3)", new BatchNorm2d(3).ToString());
        Assert.Equal("BatchNorm1d(3, no parameters, no averages)", new BatchNorm1d(3, affine: false, tracks: false).ToString());
        Assert.Equal("LayerNorm([2, 3])", new LayerNorm([2, 3]).ToString());
        Assert.Equal("RmsNorm([3])", new RmsNorm([3]).ToString());
        Assert.Equal("GroupNorm(2 of 4)", new GroupNorm(2, 4).ToString());
        Fails<ArgumentException>("BatchNorm1d: 0 channels; give 1 or more", () => new BatchNorm1d(0));
        Fails<ArgumentException>("BatchNorm1d: the momentum is 2; use 0 to 1, or null for the mean of all batches", () => new BatchNorm1d(2, momentum: 2));
        Fails<ArgumentException>("BatchNorm2d: an input of [2, 3] for 3 channels; give [batch, 3, height, width]", () => new BatchNorm2d(3).Call(Variable.Ones([2, 3])));
        Fails<ArgumentException>("BatchNorm1d: an input of [2, 4] for 3 channels; give [batch, 3] or [batch, 3, length]", () => new BatchNorm1d(3).Call(Variable.Ones([2, 4])));
        Fails<InvalidOperationException>("BatchNorm1d: an input of [1, 3] has 1 elements a channel, and no variance; train on larger batches, or call Eval()", () => new BatchNorm1d(3).Call(Variable.Ones([1, 3])));
        Fails<ArgumentException>("LayerNorm: normalises axes of []; give one axis or more, each of length 1 or more", () => new LayerNorm([]));
        Fails<ArgumentException>("RmsNorm: epsilon is 0; use a small positive number, 1e-5", () => new RmsNorm([3], 0));
        Fails<ArgumentException>("GroupNorm: 3 groups do not divide 4 channels; use a divisor", () => new GroupNorm(3, 4));
        Fails<ArgumentException>("GroupNorm: an input of [2, 3] for 4 channels; give [batch, 4, …]", () => new GroupNorm(2, 4).Call(Variable.Ones([2, 3])));
    }

    private static void Fails<TException>(string message, Func<object> use)
        where TException : Exception => Assert.Equal(message, Assert.Throws<TException>(use).Message);
}
