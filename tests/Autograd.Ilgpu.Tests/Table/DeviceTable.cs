using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Autograd.GradientChecking;

namespace Autograd.Ilgpu.Tests.Table;

/// <summary>
/// The operation table on a device: every order of every sample against the CPU in float64 on the same numbers. A result may be off
/// by a few units of its type's rounding, scaled by how much it moves when inputs and cotangents are off by one unit each: what the
/// table demands of the CPU's float32. A walk over a walk meets intermediate results that no input's rounding stands for, 1 − y² far
/// out: there a device may be off by twice as much as the CPU is at worst. In float64 the CPU's results are rounded themselves, so what
/// they are off by is granted too.
/// </summary>
internal static class DeviceTable
{
    private const double Units = 16;
    private const int Perturbations = 8;

    // The same for every device.
    private static readonly ConcurrentDictionary<(string Sample, DType DType), (DeviceOutcome Exact, double[][] Moves, double[] Errors)> Expectations = new();

    /// <summary>A sample's failures, empty where it holds, and its worst error as a share of what is allowed.</summary>
    public static (string Failures, double Worst) Check(OperationSample sample, Device device, DType dtype)
    {
        DeviceOutcome actual;
        try
        {
            actual = DeviceEvaluation.Run(sample, device, dtype, dtype);
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException or InvalidOperationException)
        {
            return ($"{sample}: {error.GetType().Name}: {error.Message}", 0);
        }

        var expected = Expectations.GetOrAdd((sample.ToString(), dtype), _ => Expect(sample, dtype));
        var report = new StringBuilder();
        var worst = 0.0;
        for (var order = 0; order < DeviceOutcome.Orders.Length; order++)
        {
            var slack = order > 1 ? 2 * expected.Errors[order] : dtype == DType.Float64 ? expected.Errors[order] : 0;
            var (failure, share) = Compare(expected.Exact[order], actual[order], expected.Moves[order], slack, order, dtype);
            worst = Math.Max(worst, share);
            if (failure is not null)
                report.Append(CultureInfo.InvariantCulture, $"{sample}: {DeviceOutcome.Orders[order]}: {failure}").AppendLine();
        }

        return (report.ToString(), worst);
    }

    /// <summary>The CPU's results in float64, by how much inputs' rounding moves them, and by how much the CPU is off in the type at worst.</summary>
    private static (DeviceOutcome Exact, double[][] Moves, double[] Errors) Expect(OperationSample sample, DType dtype)
    {
        var exact = DeviceEvaluation.Run(sample, Device.Cpu, DType.Float64, dtype);
        if (dtype == DType.Float64)
        {
            // What rounding moves, and what the CPU is off by, follows from float32's, near enough: only the unit is another.
            var single = Expectations.GetOrAdd((sample.ToString(), DType.Float32), _ => Expect(sample, DType.Float32));
            return (exact, single.Moves, Array.ConvertAll(single.Errors, static error => error / (1L << 29)));
        }

        var moves = new double[DeviceOutcome.Orders.Length][];
        for (var order = 0; order < moves.Length; order++)
            moves[order] = new double[exact[order].Length];
        for (var perturbation = 0; perturbation < Perturbations; perturbation++)
        {
            var moved = DeviceEvaluation.Run(sample, Device.Cpu, DType.Float64, dtype, perturbation);
            for (var order = 0; order < moves.Length; order++)
                Widen(moves[order], exact[order], moved[order]);
        }

        var host = DeviceEvaluation.Run(sample, Device.Cpu, dtype, dtype);
        return (exact, moves, [.. Enumerable.Range(0, moves.Length).Select(order => Largest(exact[order], host[order]))]);
    }

    private static (string? Failure, double Worst) Compare(double[] exact, double[] actual, double[] moves, double slack, int order, DType dtype)
    {
        if (exact.Length != actual.Length)
            return ($"{actual.Length} numbers where {exact.Length} belong", 0);
        var single = dtype == DType.Float32;
        var unit = single ? DeviceEvaluation.Unit : 1.0 / (1L << 53);

        // What is smaller than the type's normal numbers has no relative precision. A derivative by a rule that reads its rounded output
        // may lose relative accuracy where it is small, but no absolute accuracy.
        var least = single ? 1.1754943508222875e-38 : 2.2250738585072014e-308;
        var smallest = order == 0 ? least : 1;
        var wrong = 0;
        var worst = 0.0;
        string? first = null;
        for (var i = 0; i < exact.Length; i++)
        {
            var expected = single ? (float)exact[i] : exact[i];
            if (expected.Equals(actual[i]) || expected == actual[i])
                continue;
            var scaled = moves[i] * (unit / DeviceEvaluation.Unit);
            var allowed = (Units * ((unit * Math.Max(smallest, Math.Abs(exact[i]))) + scaled)) + (2 * least) + slack;
            var share = Math.Abs(expected - actual[i]) / allowed;
            if (share <= 1)
            {
                worst = Math.Max(worst, share);
                continue;
            }

            wrong++;
            first ??= string.Create(CultureInfo.InvariantCulture, $"[{i}] expected {expected:R}, got {actual[i]:R}, off by {share:G4} of what is allowed");
        }

        return (wrong == 0 ? null : $"{wrong} of {exact.Length} wrong: {first}", worst);
    }

    /// <summary>The largest distance, where both are numbers.</summary>
    private static double Largest(double[] exact, double[] actual)
    {
        var largest = 0.0;
        for (var i = 0; i < exact.Length; i++)
        {
            var distance = Math.Abs((float)exact[i] - actual[i]);
            if (double.IsFinite(distance))
                largest = Math.Max(largest, distance);
        }

        return largest;
    }

    private static void Widen(double[] moves, double[] exact, double[] moved)
    {
        for (var i = 0; i < moves.Length; i++)
        {
            var move = Math.Abs(moved[i] - exact[i]);
            if (move > moves[i])
                moves[i] = move;
        }
    }
}
