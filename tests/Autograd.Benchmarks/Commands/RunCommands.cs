using System.CommandLine;
using Autograd.Benchmarks.Models;

namespace Autograd.Benchmarks.Commands;

/// <summary>Training as a whole: its memory, its start, several at once, many steps.</summary>
internal static class RunCommands
{
    public static Command Memory()
    {
        var command = new Command("memory", "Bytes alive at the peak of a training step against those that must be, a line a model.") { Common.Only, Common.Threads };
        command.SetAction(result =>
        {
            AutogradOptions.Threads = result.GetValue(Common.Threads);
            var names = result.GetValue(Common.Only)!.Split(',', StringSplitOptions.RemoveEmptyEntries);
            MemoryUse.Run(names.Length == 0 ? PeerModels.All.Keys : names);
        });
        return command;
    }

    public static Command Start()
    {
        var processes = new Option<int>("--processes") { Description = "Processes of each side; the median counts.", DefaultValueFactory = _ => 5 };
        var command = new Command("startup", "From process start to end after the first step of mlp_b32: ours, PyTorch's, ratio.") { processes, Common.Python };
        command.SetAction(result => Startup.Run(result.GetValue(processes), result.GetValue(Common.Python)!));
        return command;
    }

    public static Command SideBySide()
    {
        var count = new Option<int>("--count") { Description = "How many at the same time.", DefaultValueFactory = _ => 2 };
        var command = new Command("together", "Several runs of a workload at the same time in one process.") { Common.Only, Common.Threads, Common.Seconds, count };
        command.SetAction(result =>
        {
            foreach (var workload in Common.Begin(result))
                Together.Run(workload, result.GetValue(count), result.GetValue(Common.Seconds));
        });
        return command;
    }

    public static Command Scale()
    {
        var turns = new Option<int>("--turns") { Description = "Pairs of measurements.", DefaultValueFactory = _ => 15 };
        var command = new Command("scaling", "A workload with one thread and with several in turns: the ratio of their rates.") { Common.Only, Common.Threads, Common.Seconds, turns };
        command.SetAction(result => new Scaling(result.GetValue(Common.Threads), result.GetValue(turns), result.GetValue(Common.Seconds)).Run(Common.Begin(result)));
        return command;
    }

    public static Command Long()
    {
        var steps = new Option<int>("--steps") { Description = "Training steps.", DefaultValueFactory = _ => 10_000 };
        var batch = new Option<int>("--batch") { Description = "Images a step.", DefaultValueFactory = _ => 16 };
        var model = new Option<string>("--model") { Description = "cnn, small-cnn, or mlp: a perceptron.", DefaultValueFactory = _ => "cnn" };
        var command = new Command("soak", "Many training steps of a small net: memory and the losses' bits.") { steps, batch, Common.Threads, Common.Device, model };
        command.SetAction(result =>
        {
            AutogradOptions.Threads = result.GetValue(Common.Threads);
            return Target.TryChoose(result.GetValue(Common.Device)!) ? Soak.Run(result.GetValue(model)!, result.GetValue(steps), result.GetValue(batch)) : 2;
        });
        return command;
    }
}
