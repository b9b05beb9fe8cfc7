using System.Diagnostics;
using System.Globalization;
using Autograd.Benchmarks.Models;

namespace Autograd.Benchmarks;

/// <summary>The time from a process's start to its end after one training step of mlp_b32, ours and PyTorch's in turns.</summary>
internal static class Startup
{
    private const string Peer =
        """
        import torch, torch.nn as nn, torch.nn.functional as F
        torch.set_num_threads(1)
        m = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
        o = torch.optim.Adam(m.parameters())
        F.cross_entropy(m(torch.randn(32, 784)), torch.randint(0, 10, (32,))).backward()
        o.step()
        """;

    public static int Run(int rounds, string python)
    {
        // Started as `dotnet Autograd.Benchmarks.dll`, the process is the host's, which wants the assembly named.
        string[] ourselves = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Startup).Assembly.Location, "first-step"] : ["first-step"];
        var ours = new double[rounds];
        var theirs = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            ours[round] = Milliseconds(Environment.ProcessPath!, ourselves);
            theirs[round] = File.Exists(python) ? Milliseconds(python, "-c", Peer) : double.NaN;
        }

        Array.Sort(ours);
        Array.Sort(theirs);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"startup\t{ours[rounds / 2]:F0}\t{theirs[rounds / 2]:F0}\tms\t×{theirs[rounds / 2] / ours[rounds / 2]:F2}"));
        return 0;
    }

    /// <summary>What the measured process of ours does.</summary>
    public static void FirstStep()
    {
        AutogradOptions.Threads = 1;
        var model = PeerModels.All["mlp_b32"]();
        model.Module.Initialise(0);
        model.Step(DType.Float32)();
    }

    private static double Milliseconds(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? clock.Elapsed.TotalMilliseconds : throw new InvalidOperationException($"startup: {program} ended with {process.ExitCode}; run it by hand");
    }
}
