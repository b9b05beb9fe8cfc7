using Autograd.Ilgpu.Native;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Autograd.Ilgpu.Discovery;

/// <summary>
/// Looks for devices: the driver is asked first, because ILGPU keeps silent about what goes wrong; what both know is a candidate.
/// </summary>
internal static class Finder
{
    // Each simulated thread is a thread of the system: few are quicker than a GPU's many.
    private static CPUDevice Few => new(2, 1, 1);

    /// <summary>ILGPU's accelerator on the processor.</summary>
    public static IReadOnlyList<Candidate> Cpu() => [new Candidate(Few, "ILGPU's simulation of a GPU on the processor", null)];

    /// <summary>NVIDIA's devices.</summary>
    public static IReadOnlyList<Candidate> Cuda()
    {
        DriverLibraries.Redirect();
        return Match("cuda", CudaDriver.Ask(SystemLibraries.Instance), static () => Listed(CudaDevice.GetDevices(static _ => true), static device => ((CudaDevice)device).DeviceId));
    }

    /// <summary>OpenCL's devices.</summary>
    public static IReadOnlyList<Candidate> OpenCL()
    {
        DriverLibraries.Redirect();
        return Match("opencl", OpenCLDriver.Ask(SystemLibraries.Instance), static () => Listed(CLDevice.GetDevices(static _ => true), static device => ((CLDevice)device).DeviceId));
    }

    /// <summary>Puts together what the driver says and what ILGPU lists.</summary>
    /// <param name="kind">The kind, for the sentences.</param>
    /// <param name="findings">What the driver says.</param>
    /// <param name="list">ILGPU's devices by the driver's handles; asked only where the driver is well.</param>
    public static IReadOnlyList<Candidate> Match(string kind, DriverFindings findings, Func<IReadOnlyDictionary<nint, ILGPU.Runtime.Device>> list)
    {
        if (findings.Problem is not null)
            return [new Candidate(null, findings.Version, findings.Problem)];
        IReadOnlyDictionary<nint, ILGPU.Runtime.Device> known;
        try
        {
            known = list();
        }
        catch (Exception failure)
        {
            return [new Candidate(null, findings.Version, $"ILGPU's enumeration failed: {failure.GetBaseException().Message}")];
        }

        return
        [
            .. findings.Devices.Select(device =>
            {
                var hardware = known.GetValueOrDefault(device.Handle);
                return new Candidate(hardware, $"{device.Name}, {findings.Version}", device.Problem ?? Refused(kind, hardware));
            }),
        ];
    }

    private static string? Refused(string kind, ILGPU.Runtime.Device? hardware) => hardware switch
    {
        null => $"the driver names it but ILGPU does not list it as a {kind} device",
        CudaDevice { Architecture: null } => "ILGPU does not know its architecture",
        CudaDevice { InstructionSet: null } cuda => $"the driver, {cuda.DriverVersion}, is too old for ILGPU's instruction set for {cuda.Architecture}",
        _ => null,
    };

    private static Dictionary<nint, ILGPU.Runtime.Device> Listed(IEnumerable<ILGPU.Runtime.Device> devices, Func<ILGPU.Runtime.Device, nint> handle) =>
        devices.ToDictionary(handle);
}
