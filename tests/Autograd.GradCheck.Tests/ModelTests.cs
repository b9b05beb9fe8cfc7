using Xunit;

namespace Autograd.GradientChecking.Tests;

public sealed class ModelTests
{
    private readonly Variable _x = Points.Spread([6, 3], seed: 1);
    private readonly Variable _w1 = Points.Spread([3, 5], -1, 1, seed: 2).WithGrad();
    private readonly Variable _b1 = Points.Spread([5], -1, 1, seed: 3).WithGrad();
    private readonly Variable _w2 = Points.Spread([5, 4], -1, 1, seed: 4).WithGrad();
    private readonly Variable _labels = Variable.From(new long[] { 0, 3, 1, 2, 0, 1 });

    private Variable[] Parameters => [_w1, _b1, _w2];

    [Fact]
    public void Every_parameter_is_checked_and_put_back()
    {
        var before = Array.ConvertAll(Parameters, parameter => parameter.ToArray<double>());
        var report = GradCheck.Model(() => Logits().CrossEntropy(_labels), Parameters, new GradCheckOptions { Names = ["w1", "b1", "w2"] });

        Assert.Equal(Verdict.Pass, report.Verdict);
        for (var i = 0; i < before.Length; i++)
        {
            Assert.Equal(before[i].Select(BitConverter.DoubleToInt64Bits), Parameters[i].ToArray<double>().Select(BitConverter.DoubleToInt64Bits));
            Assert.Null(Parameters[i].Grad);
        }

        Assert.Contains(report.Checks, check => check.Name == "order 1, w1 [3, 5]");
        Assert.Contains(report.Checks, check => check.Name == "order 2, w2 [5, 4]");
    }

    [Fact]
    public void A_detached_layer_is_found_by_name()
    {
        var report = GradCheck.RunModel(
            () => (_x.MatMul(_w1.Detach()) + _b1).Tanh().MatMul(_w2).CrossEntropy(_labels), Parameters, new GradCheckOptions { Names = ["w1", "b1", "w2"], Orders = 1 });

        var failed = report.Checks.First(check => check.Verdict == Verdict.Fail);
        Assert.Equal("order 1, w1 [3, 5]", failed.Name);
        Assert.StartsWith("disconnected", failed.Diagnosis, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_come_back_after_cancellation()
    {
        using var source = new CancellationTokenSource();
        var before = _w1.ToArray<double>();
        var calls = 0;
        Variable Loss()
        {
            if (++calls == 20)
                source.Cancel();
            return Logits().CrossEntropy(_labels);
        }

        Assert.Throws<OperationCanceledException>(() => GradCheck.Model(Loss, Parameters, new GradCheckOptions { Cancellation = source.Token }));
        Assert.Equal(before, _w1.ToArray<double>());
    }

    [Fact]
    public void A_large_parameter_is_probed()
    {
        var w = Points.Spread([30, 20], -0.2, 0.2, seed: 9).WithGrad();
        var x = Points.Spread([4, 30], seed: 8);

        GradCheck.Model(() => x.MatMul(w).Tanh().Mean(), [w]);
    }

    [Fact]
    public void Float32_parameters_are_refused()
    {
        var w = Variable.Zeros([2]).WithGrad();
        var error = Assert.Throws<ArgumentException>(() => GradCheck.Model(() => w.Sum(), [w]));

        Assert.Equal("gradcheck: parameter 0 is float32; gradients are proved in float64, build the model so", error.Message);
    }

    [Fact]
    public void Parameters_without_gradients_are_refused() =>
        Assert.Throws<ArgumentException>(() => GradCheck.Model(() => _x.Sum(), [_x]));

    private Variable Logits() => (_x.MatMul(_w1) + _b1).Tanh().MatMul(_w2);
}
