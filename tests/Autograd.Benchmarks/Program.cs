using System.CommandLine;
using Autograd.Benchmarks;
using Autograd.Benchmarks.Commands;
using BenchmarkDotNet.Running;

// Measured from the process's start: nothing else is to be loaded for it.
if (args is ["first-step"])
{
    Startup.FirstStep();
    return 0;
}

var bdn = new Command("bdn", "BenchmarkDotNet over the elementwise operations.");
bdn.SetAction(_ => BenchmarkRunner.Run<ElementwiseBenchmarks>());

return new RootCommand("Autograd's benchmarks.")
{
    FiguresCommand.Create(),
    CompareCommand.Create(),
    GpuCommand.Create(),
    ShapesCommand.Create(),
    MachineCommands.Ceilings(),
    MachineCommands.Devices(),
    AccuracyCommand.Create(),
    RunCommands.Memory(),
    RunCommands.Start(),
    RunCommands.SideBySide(),
    RunCommands.Scale(),
    RunCommands.Long(),
    bdn,
}.Parse(args).Invoke();
