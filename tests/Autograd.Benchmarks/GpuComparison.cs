using System.Globalization;
using Autograd.Benchmarks.Models;
using Autograd.Benchmarks.Workloads;
using Autograd.Ilgpu;

namespace Autograd.Benchmarks;

/// <summary>
/// A device beside PyTorch's: matrix products in float32 and TF32 and by our own kernel, elementwise operations as shares of the copy's rate,
/// training steps.
/// </summary>
/// <param name="peer">The other side, or null without.</param>
/// <param name="peerDevice">PyTorch's device.</param>
/// <param name="seconds">Seconds a measurement.</param>
/// <param name="isSmall">Sizes for a processor, to try the command.</param>
internal sealed class GpuComparison(Peer? peer, string peerDevice, double seconds, bool isSmall)
{
    /// <summary>Prints a line a workload.</summary>
    public void Run()
    {
        Console.Write(Devices.Report());
        Console.WriteLine($"# on {Target.Device} beside {peer?.Versions() ?? "no PyTorch"}");
        Console.WriteLine("# workload\tours\ttheirs\tunit\tratio\tshare of copying");
        foreach (var n in (int[])(isSmall ? [64, 256] : [1024, 4096, 8192]))
        {
            Line(Products.Square(n), $"gemm{n}");
            With(() => IlgpuDevices.AllowsTf32 = true, () => Line(Products.Square(n), $"gemm{n}_tf32"), () => IlgpuDevices.AllowsTf32 = false);
            With(() => IlgpuDevices.UsesCublas = false, () => Line(Products.Square(n), $"gemm{n}_own"), () => IlgpuDevices.UsesCublas = true);
        }

        var ceiling = 0.0;
        foreach (var workload in Bandwidth.Of(isSmall ? 1 : 64))
        {
            var (ours, theirs) = Line(workload, workload.Name, ceiling);
            if (ceiling == 0)
                ceiling = Math.Max(ours, theirs ?? 0);
        }

        foreach (var (name, make) in isSmall ? PeerModels.All.Where(static model => model.Key is "mlp_b32" or "gpt_d128") : PeerModels.Large)
            Line(Training.Model(name, make), name);
    }

    private static void With(Action begin, Action run, Action end)
    {
        begin();
        try
        {
            run();
        }
        finally
        {
            end();
        }
    }

    private (double Ours, double? Theirs) Line(Workload workload, string name, double ceiling = 0)
    {
        var theirs = peer?.FigureOn(peerDevice, name, seconds);
        try
        {
            var ours = Measurement.Figure(workload, seconds);
            var ratio = theirs is { } figure ? Invariant($"×{ours / figure:G3}") : "-";
            var share = ceiling > 0 ? Invariant($"{ours / ceiling:P0}") : "";
            Console.WriteLine(Invariant($"{name}\t{ours:G4}\t{theirs?.ToString("G4", CultureInfo.InvariantCulture) ?? "-"}\t{workload.Unit}\t{ratio}\t{share}"));
            return (ours, theirs);
        }
        catch (Exception failure) when (failure is NotSupportedException or InvalidOperationException or DeviceMemoryException)
        {
            // One workload's failure is a line of the report, and the rest is still measured.
            Console.WriteLine($"{name}\tfailed\t{failure.Message}");
            return (0, theirs);
        }
        finally
        {
            Devices.TrimMemory(Target.Device);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
