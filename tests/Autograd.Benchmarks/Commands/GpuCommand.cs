using System.CommandLine;

namespace Autograd.Benchmarks.Commands;

/// <summary>A GPU beside PyTorch's.</summary>
internal static class GpuCommand
{
    public static Command Create()
    {
        var device = new Option<string>("--device") { Description = "Where it runs.", DefaultValueFactory = _ => "cuda" };
        var peerDevice = new Option<string>("--peer-device") { Description = "PyTorch's device.", DefaultValueFactory = _ => "cuda" };
        var isSmall = new Option<bool>("--small") { Description = "Sizes for a processor, to try the command." };
        var command = new Command("gpu", "Matrix products, elementwise bandwidth and training steps of a GPU, beside PyTorch where a Python has it.")
        {
            device, peerDevice, isSmall, Common.Seconds, Common.Python,
        };
        command.SetAction(result =>
        {
            if (!Target.TryChoose(result.GetValue(device)!))
                return 2;
            var peer = new Peer(result.GetValue(Common.Python)!, Peer.OwnScript);
            new GpuComparison(peer.IsThere ? peer : null, result.GetValue(peerDevice)!, result.GetValue(Common.Seconds), result.GetValue(isSmall)).Run();
            return 0;
        });
        return command;
    }
}
