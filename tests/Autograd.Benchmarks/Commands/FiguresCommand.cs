using System.CommandLine;

namespace Autograd.Benchmarks.Commands;

/// <summary>The table without a peer.</summary>
internal static class FiguresCommand
{
    public static Command Create()
    {
        var profile = new Option<bool>("--profile") { Description = "Prints where the time goes, by operation and module, on standard error." };
        var command = new Command("figures", "One line a workload: name, figure, unit.") { Common.Only, Common.Threads, Common.Seconds, profile, Common.Device };
        command.SetAction(result =>
        {
            if (!Target.TryChoose(result.GetValue(Common.Device)!))
                return 2;
            foreach (var workload in Common.Begin(result))
            {
                Console.WriteLine(Measurement.Line(workload, result.GetValue(Common.Seconds)));
                if (result.GetValue(profile))
                    Console.Error.WriteLine(Measurement.Profile(workload, result.GetValue(Common.Seconds)));
            }

            return 0;
        });
        return command;
    }
}
