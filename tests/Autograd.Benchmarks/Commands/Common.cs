using System.CommandLine;

namespace Autograd.Benchmarks.Commands;

/// <summary>Options that several commands have.</summary>
internal static class Common
{
    public static Option<string> Only { get; } = new("--only") { Description = "Names, separated by commas; all by default.", DefaultValueFactory = _ => "" };

    public static Option<int> Threads { get; } = new("--threads") { Description = "Kernel threads.", DefaultValueFactory = _ => AutogradOptions.Threads };

    public static Option<double> Seconds { get; } = new("--seconds") { Description = "Seconds a measurement.", DefaultValueFactory = _ => 2.0 };

    public static Option<int> Rounds { get; } = new("--rounds") { Description = "Measurements of each side; their median counts.", DefaultValueFactory = _ => 3 };

    public static Option<string> Python { get; } = new("--python") { Description = "A Python with PyTorch.", DefaultValueFactory = _ => "/usr/bin/python3" };

    public static Option<string> Device { get; } = new("--device") { Description = "Where it runs: cpu, cuda, cuda:1, opencl, ilgpu-cpu.", DefaultValueFactory = _ => "cpu" };

    /// <summary>Sets the threads and gives the workloads that were asked for.</summary>
    public static IReadOnlyList<Workload> Begin(ParseResult result)
    {
        AutogradOptions.Threads = result.GetValue(Threads);
        return WorkloadCatalog.Select(result.GetValue(Only)!);
    }
}
