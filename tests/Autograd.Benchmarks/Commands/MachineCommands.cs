using System.CommandLine;
using System.Globalization;
using Autograd.Ilgpu;

namespace Autograd.Benchmarks.Commands;

/// <summary>What the machine is and can do.</summary>
internal static class MachineCommands
{
    public static Command Ceilings()
    {
        var command = new Command("ceilings", "The rates of multiply-adds from registers and of copies beyond the caches.") { Common.Threads };
        command.SetAction(result =>
        {
            var count = result.GetValue(Common.Threads);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fma\t{Benchmarks.Ceilings.FmaGflops(count):G4}\tGFLOP/s float32"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"copy\t{Benchmarks.Ceilings.CopyGBps(count):G4}\tGB/s read and written"));
        });
        return command;
    }

    public static Command Devices()
    {
        var command = new Command("devices", "The devices there are, and why others are missing.");
        command.SetAction(_ =>
        {
            IlgpuDevices.Register();
            Console.Write(Autograd.Devices.Report());
        });
        return command;
    }
}
