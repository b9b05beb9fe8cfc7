using System.CommandLine;

namespace Autograd.Benchmarks.Commands;

/// <summary>The table beside PyTorch's.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var peer = new Option<FileInfo>("--peer") { Description = "The script with the same workloads in PyTorch.", DefaultValueFactory = _ => new FileInfo(Peer.OwnScript) };
        var command = new Command("compare", "The same workloads in PyTorch, interleaved with ours: both figures, the median ratio, shares of the machine's ceilings.")
        {
            Common.Only, Common.Threads, Common.Seconds, Common.Rounds, Common.Python, peer,
        };
        command.SetAction(result =>
        {
            var workloads = Common.Begin(result);
            var other = new Peer(result.GetValue(Common.Python)!, result.GetValue(peer)!.FullName);
            var comparison = new Comparison(other, result.GetValue(Common.Seconds), result.GetValue(Common.Threads), result.GetValue(Common.Rounds));
            return comparison.Run(workloads);
        });
        return command;
    }
}
