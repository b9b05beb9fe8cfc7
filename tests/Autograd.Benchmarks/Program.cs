using System.CommandLine;
using System.Globalization;
using Autograd;
using Autograd.Benchmarks;
using Autograd.Benchmarks.Accuracy;
using Autograd.Ilgpu;
using BenchmarkDotNet.Running;

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
var accuracy = new Command("accuracy", "The largest error of the float32 functions against float64, and where.") { functions, full };
accuracy.SetAction(result => AccuracyCatalog.Run(result.GetValue(functions)!, result.GetValue(full)));

return new RootCommand("Autograd's benchmarks.") { figures, compare, ceilings, accuracy, bdn, soak, devices }.Parse(args).Invoke();
