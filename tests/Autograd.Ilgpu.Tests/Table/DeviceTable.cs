using System.Globalization;
using System.Text;
using Autograd.GradientChecking;

namespace Autograd.Ilgpu.Tests.Table;

/// <summary>
/// The operation table on a device: every order of every sample against the CPU in float64 on the same numbers. A result may be off
/// by a few units of its type's rounding, scaled by how much it moves when inputs and cotangents are off by one unit each: what the
/// table demands of the CPU's float32.
/// </summary>
internal static class DeviceTable
{
    private const double Units = 16;
    private const int Perturbations = 8;

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

        var exact = DeviceEvaluation.Run(sample, Device.Cpu, DType.Float64, dtype);
        var moves = new double[DeviceOutcome.Orders.Length][];
        for (var order = 0; order < moves.Length; order++)
            moves[order] = new double[exact[order].Length];
        for (var perturbation = 0; perturbation < Perturbations; perturbation++)
        {
            var moved = DeviceEvaluation.Run(sample, Device.Cpu, DType.Float64, dtype, perturbation);
            for (var order = 0; order < moves.Length; order++)
                Widen(moves[order], exact[order], moved[order]);
        }

        var report = new StringBuilder();
        var worst = 0.0;
        for (var order = 0; order < moves.Length; order++)
        {
            var (failure, share) = Compare(exact[order], actual[order], moves[order], order, dtype);
            worst = Math.Max(worst, share);
            if (failure is not null)
                report.Append(CultureInfo.InvariantCulture, $"{sample}: {DeviceOutcome.Orders[order]}: {failure}").AppendLine();
        }

        return (report.ToString(), worst);
    }

    private static (string? Failure, double Worst) Compare(double[] exact, double[] actual, double[] moves, int order, DType dtype)
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
            var allowed = (Units * ((unit * Math.Max(smallest, Math.Abs(exact[i]))) + scaled)) + (2 * least);
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
