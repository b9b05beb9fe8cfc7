using System.CommandLine;
using System.Globalization;
using Autograd;
using Autograd.Benchmarks;
using Autograd.Benchmarks.Accuracy;
using Autograd.Benchmarks.Models;
using Autograd.Ilgpu;
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
var peer = new Option<FileInfo>("--peer") { Description = "The script with the same workloads in PyTorch.", DefaultValueFactory = _ => new FileInfo(Peer.OwnScript) };
var rounds = new Option<int>("--rounds") { Description = "Measurements of each side; their median counts.", DefaultValueFactory = _ => 3 };

var device = new Option<string>("--device") { Description = "Where it runs: cpu, cuda, cuda:1, opencl, ilgpu-cpu.", DefaultValueFactory = _ => "cpu" };
var profile = new Option<bool>("--profile") { Description = "Prints where the time goes, by operation and module, on standard error." };

var figures = new Command("figures", "One line a workload: name, figure, unit.") { only, threads, seconds, profile, device };
figures.SetAction(result =>
{
    if (!Target.TryChoose(result.GetValue(device)!))
        return 2;
    AutogradOptions.Threads = result.GetValue(threads);
    foreach (var workload in WorkloadCatalog.Select(result.GetValue(only)!))
    {
        Console.WriteLine(Measurement.Line(workload, result.GetValue(seconds)));
        if (result.GetValue(profile))
            Console.Error.WriteLine(Measurement.Profile(workload, result.GetValue(seconds)));
    }

    return 0;
});

var compare = new Command("compare", "The same workloads in PyTorch, interleaved with ours: both figures, the median ratio, shares of the machine's ceilings.")
{
    only, threads, seconds, rounds, python, peer,
};
compare.SetAction(result =>
{
    AutogradOptions.Threads = result.GetValue(threads);
    var other = new Peer(result.GetValue(python)!, result.GetValue(peer)!.FullName);
    var comparison = new Comparison(other, result.GetValue(seconds), result.GetValue(threads), result.GetValue(rounds));
    return comparison.Run(WorkloadCatalog.Select(result.GetValue(only)!));
});

var script = new Option<FileInfo>("--script") { Description = "NumPy's side.", DefaultValueFactory = _ => new FileInfo("tests/Autograd.Benchmarks/shapes_peer.py") };
var doubles = new Option<bool>("--float64") { Description = "In float64." };
var shapes = new Command("shapes", "Products of the shapes that models have: ours, NumPy's, ratio, share of the ceiling.") { only, threads, seconds, python, script, doubles };
shapes.SetAction(result =>
{
    AutogradOptions.Threads = result.GetValue(threads);
    var dtype = result.GetValue(doubles) ? DType.Float64 : DType.Float32;
    return Shapes.Run(result.GetValue(only)!, dtype, result.GetValue(seconds), result.GetValue(python)!, result.GetValue(script)!.FullName);
});

var bdn = new Command("bdn", "BenchmarkDotNet over the elementwise operations.");
bdn.SetAction(_ => BenchmarkRunner.Run<ElementwiseBenchmarks>());

var steps = new Option<int>("--steps") { Description = "Training steps.", DefaultValueFactory = _ => 10_000 };
var batch = new Option<int>("--batch") { Description = "Images a step.", DefaultValueFactory = _ => 16 };
var model = new Option<string>("--model") { Description = "cnn, or mlp: a perceptron.", DefaultValueFactory = _ => "cnn" };
var soak = new Command("soak", "Many training steps of a small net: memory and the losses' bits.") { steps, batch, threads, device, model };
soak.SetAction(result =>
{
    AutogradOptions.Threads = result.GetValue(threads);
    return Target.TryChoose(result.GetValue(device)!) ? Soak.Run(result.GetValue(model)!, result.GetValue(steps), result.GetValue(batch)) : 2;
});

var devices = new Command("devices", "The devices there are, and why others are missing.");
devices.SetAction(_ =>
{
    IlgpuDevices.Register();
    Console.Write(Devices.Report());
});

var ceilings = new Command("ceilings", "The rates of multiply-adds from registers and of copies beyond the caches.") { threads };
ceilings.SetAction(result =>
{
    var count = result.GetValue(threads);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fma\t{Ceilings.FmaGflops(count):G4}\tGFLOP/s float32"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"copy\t{Ceilings.CopyGBps(count):G4}\tGB/s read and written"));
});

var full = new Option<bool>("--full") { Description = "All 2³² inputs instead of one in a thousand." };
var functions = new Option<string>("--only") { Description = "Functions, separated by commas; all by default.", DefaultValueFactory = _ => "" };
var piece = new Option<string>("--piece") { Description = "A piece of the inputs, as 1/4.", DefaultValueFactory = _ => "1/1" };
var accuracy = new Command("accuracy", "The largest error of the float32 functions against float64, and where.") { functions, full, piece };
accuracy.SetAction(result => AccuracyCatalog.Run(result.GetValue(functions)!, result.GetValue(full), result.GetValue(piece)!));

var memory = new Command("memory", "Bytes alive at the peak of a training step against those that must be, a line a model.") { only, threads };
memory.SetAction(result =>
{
    AutogradOptions.Threads = result.GetValue(threads);
    var names = result.GetValue(only)!.Split(',', StringSplitOptions.RemoveEmptyEntries);
    MemoryUse.Run(names.Length == 0 ? PeerModels.All.Keys : names);
});

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

return new RootCommand("Autograd's benchmarks.") { figures, compare, shapes, ceilings, accuracy, memory, startup, together, bdn, soak, devices }.Parse(args).Invoke();
