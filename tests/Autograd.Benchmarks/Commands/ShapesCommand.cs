using System.CommandLine;

namespace Autograd.Benchmarks.Commands;

/// <summary>Products of the shapes that models have.</summary>
internal static class ShapesCommand
{
    public static Command Create()
    {
        var script = new Option<FileInfo>("--script")
        {
            Description = "NumPy's side.",
            DefaultValueFactory = _ => new FileInfo(Path.Combine(AppContext.BaseDirectory, "shapes_peer.py")),
        };
        var doubles = new Option<bool>("--float64") { Description = "In float64." };
        var command = new Command("shapes", "Products of the shapes that models have: ours, NumPy's, ratio, share of the ceiling.")
        {
            Common.Only, Common.Threads, Common.Seconds, Common.Python, script, doubles,
        };
        command.SetAction(result =>
        {
            AutogradOptions.Threads = result.GetValue(Common.Threads);
            var dtype = result.GetValue(doubles) ? DType.Float64 : DType.Float32;
            return Shapes.Run(result.GetValue(Common.Only)!, dtype, result.GetValue(Common.Seconds), result.GetValue(Common.Python)!, result.GetValue(script)!.FullName);
        });
        return command;
    }
}
