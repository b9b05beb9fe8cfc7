using Autograd;
using Autograd.Ilgpu;

namespace Examples;

/// <summary>
/// The option <c>--device cpu|cuda|opencl|ilgpu-cpu</c> of every program that trains: a model and its data that lie on a device run
/// there, and nothing else of the program changes.
/// </summary>
internal static class DeviceOption
{
    private const int Bad = 2;

    /// <summary>What the option's help says.</summary>
    public const string Names = "cpu|cuda|opencl|ilgpu-cpu";

    /// <summary>Takes the option out of a program's arguments; ends the program with code 2 and a reason where the device cannot be used.</summary>
    /// <param name="arguments">The arguments, without the option afterwards.</param>
    public static Device Take(ref string[] arguments)
    {
        var at = Array.IndexOf(arguments, "--device");
        if (at < 0)
            return Device.Cpu;
        var reason = $"--device: a name must follow, {Names}";
        if (at + 1 < arguments.Length && (reason = WhyNot(arguments[at + 1], out var device)) is null)
        {
            arguments = [.. arguments[..at], .. arguments[(at + 2)..]];
            return device;
        }

        Console.Error.WriteLine($"{AppDomain.CurrentDomain.FriendlyName}: {reason}");
        Environment.Exit(Bad);
        return default;
    }

    /// <summary>Why there is no such device, in a sentence, or null where it can be used.</summary>
    /// <param name="name">The device's name, such as <c>cuda</c> or <c>cuda:1</c>.</param>
    /// <param name="device">The device.</param>
    public static string? WhyNot(string name, out Device device)
    {
        IlgpuDevices.Register();
        return Devices.TryParse(name, out device) ? Devices.WhyMissing(device) : $"--device: '{name}' is none of {Names}";
    }
}
