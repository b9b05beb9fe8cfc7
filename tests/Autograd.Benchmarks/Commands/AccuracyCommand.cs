using System.CommandLine;
using Autograd.Benchmarks.Accuracy;

namespace Autograd.Benchmarks.Commands;

/// <summary>How far the vector functions are from what is right.</summary>
internal static class AccuracyCommand
{
    public static Command Create()
    {
        var full = new Option<bool>("--full") { Description = "All 2³² inputs instead of one in a thousand." };
        var piece = new Option<string>("--piece") { Description = "A piece of the inputs, as 1/4.", DefaultValueFactory = _ => "1/1" };
        var command = new Command("accuracy", "The largest error of the float32 functions against float64, and where.") { Common.Only, full, piece };
        command.SetAction(result => AccuracyCatalog.Run(result.GetValue(Common.Only)!, result.GetValue(full), result.GetValue(piece)!));
        return command;
    }
}
