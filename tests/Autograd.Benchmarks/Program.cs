using System.CommandLine;
using Autograd;
using Autograd.Benchmarks;
using Autograd.Benchmarks.Models;
using BenchmarkDotNet.Running;

// Measured from the process's start: nothing else is to be loaded for it.
if (args is ["first-step"])
{
    Startup.FirstStep();
    return 0;
}

var only = new Option<string>("--only") { Description = "Workloads, separated by commas; all by default.", DefaultValueFactory = _ => "" };
var threads = new Option<int>("--threads") { Description = "Kernel threads.", DefaultValueFactory = _ => AutogradOptions.Threads };
var seconds = new Option<double>("--seconds") { Description = "Seconds a workload.", DefaultValueFactory = _ => 2.0 };
var python = new Option<string>("--python") { Description = "A Python with PyTorch.", DefaultValueFactory = _ => "/usr/bin/python3" };
var peer = new Option<FileInfo?>("--peer") { Description = "The script with the same workloads in PyTorch." };

var profile = new Option<bool>("--profile") { Description = "Prints where the time goes, by operation and module, on standard error." };

var figures = new Command("figures", "One line a workload: name, figure, unit.") { only, threads, seconds, profile };
figures.SetAction(result =>
{
    AutogradOptions.Threads = result.GetValue(threads);
    foreach (var workload in WorkloadCatalog.Select(result.GetValue(only)!))
    {
        Console.WriteLine(Measurement.Line(workload, result.GetValue(seconds)));
        if (result.GetValue(profile))
            Console.Error.WriteLine(Measurement.Profile(workload, result.GetValue(seconds)));
    }
});

var compare = new Command("compare", "The same workloads in PyTorch, interleaved with ours: ours, theirs, median ratio.") { only, threads, seconds, python, peer };
compare.SetAction(result =>
{
    AutogradOptions.Threads = result.GetValue(threads);
    var script = result.GetValue(peer) ?? throw new InvalidOperationException("compare: no peer script; give it with --peer");
    return Comparison.Run(WorkloadCatalog.Select(result.GetValue(only)!), result.GetValue(seconds), result.GetValue(threads), result.GetValue(python)!, script);
});

var bdn = new Command("bdn", "BenchmarkDotNet over the elementwise operations.");
bdn.SetAction(_ => BenchmarkRunner.Run<ElementwiseBenchmarks>());

var steps = new Option<int>("--steps") { Description = "Training steps.", DefaultValueFactory = _ => 10_000 };
var batch = new Option<int>("--batch") { Description = "Images a step.", DefaultValueFactory = _ => 16 };
var soak = new Command("soak", "Many training steps of a convolutional net: memory and the losses' bits.") { steps, batch, threads };
soak.SetAction(result =>
{
    AutogradOptions.Threads = result.GetValue(threads);
    return Soak.Run(result.GetValue(steps), result.GetValue(batch));
});

var memory = new Command("memory", "Bytes alive at the peak of a training step against those that must be, a line a model.") { only, threads };
memory.SetAction(result =>
{
    AutogradOptions.Threads = result.GetValue(threads);
    var names = result.GetValue(only)!.Split(',', StringSplitOptions.RemoveEmptyEntries);
    MemoryUse.Run(names.Length == 0 ? PeerModels.All.Keys : names);
});

var rounds = new Option<int>("--rounds") { Description = "Processes of each side; the median counts.", DefaultValueFactory = _ => 5 };
var startup = new Command("startup", "From process start to end after the first step of mlp_b32: ours, PyTorch's, ratio.") { rounds, python };
startup.SetAction(result => Startup.Run(result.GetValue(rounds), result.GetValue(python)!));

var count = new Option<int>("--count") { Description = "How many at the same time.", DefaultValueFactory = _ => 2 };
var together = new Command("together", "Several runs of a workload at the same time in one process.") { only, threads, seconds, count };
together.SetAction(result =>
{
    AutogradOptions.Threads = result.GetValue(threads);
    foreach (var workload in WorkloadCatalog.Select(result.GetValue(only)!))
        Together.Run(workload, result.GetValue(count), result.GetValue(seconds));
});

return new RootCommand("Autograd's benchmarks.") { figures, compare, bdn, soak, memory, startup, together }.Parse(args).Invoke();
