using System.Diagnostics;
using Autograd.GradientChecking.Tests.Bisection;
using Xunit;

namespace Autograd.GradientChecking.Tests;

/// <summary>What a check costs in processor time: the limits are what is promised for one core.</summary>
[Collection(CostCollection.Name)]
public sealed class CostTests(ITestOutputHelper output)
{
    [Fact]
    public void An_operation_of_64_inputs_costs_less_than_50_ms()
    {
        var x = Points.Spread([8, 8]);
        (string Name, Action Check)[] checks =
        [
            ("tanh [8, 8]", () => GradCheck.Verify(y => y.Tanh(), x)),
            ("matmul [4, 8] × [8, 4]", () => GradCheck.Verify((a, b) => a.MatMul(b), Points.Spread([4, 8]), Points.Spread([8, 4], seed: 1))),
            ("logsumexp [8, 8]", () => GradCheck.Verify(y => y.LogSumExp(-1), x)),
        ];
        foreach (var (name, check) in checks)
        {
            var milliseconds = Best(check);
            output.WriteLine($"{name}: {milliseconds:0.0} ms");
            Assert.InRange(milliseconds, 0, 50);
        }
    }

    [Fact]
    public void A_model_of_100_000_parameters_costs_less_than_a_minute()
    {
        var model = new Transformer(layers: 4, width: 64, hidden: 128, wrongLayer: -1, Transformer.Activation(1), rows: 8);
        var count = model.Parameters.Sum(parameter => parameter.Count);
        var before = Environment.CpuUsage.TotalTime;
        var report = GradCheck.Model(model.Loss);
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;

        output.WriteLine($"{count} parameters, orders 1 and 2: {seconds:0.0} s of processor time, {report.Elapsed.TotalSeconds:0.0} s, {report.Evaluations} calls");
        Assert.InRange(count, 100_000, 200_000);
        Assert.InRange(seconds, 0, 60);
    }

    [Fact]
    public void Bisecting_twelve_layers_costs_less_than_a_minute()
    {
        var before = Environment.CpuUsage.TotalTime;
        var report = GradCheck.RunModel(
            new Transformer(layers: 12, width: 16, hidden: 32, wrongLayer: 7, Transformer.Activation(1 + 1e-5), rows: 8).Loss, new GradCheckOptions { Orders = 1, ChecksJvp = false });
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;

        output.WriteLine($"{seconds:0.0} s of processor time, of the {report.Elapsed.TotalSeconds:0.0} s the bisection {report.Bisection!.Elapsed.TotalSeconds:0.00} s");
        Assert.Equal("planted", Assert.Single(report.Bisection.Findings).Operation);
        Assert.InRange(seconds, 0, 60);
    }

    /// <summary>The least of several runs after a warm-up: what the check costs, and not what else runs.</summary>
    private static double Best(Action check)
    {
        var best = double.PositiveInfinity;
        for (var run = 0; run < 30; run++)
        {
            var started = Stopwatch.GetTimestamp();
            check();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return best;
    }
}
