namespace Autograd.Ilgpu.Discovery;

/// <summary>What a driver says when it is asked without ILGPU, which keeps silent about failures.</summary>
/// <param name="Problem">Why the driver is of no use, in a sentence, or null where it names devices.</param>
/// <param name="Version">The driver's version, where it tells one.</param>
/// <param name="Devices">The devices it names.</param>
internal sealed record DriverFindings(string? Problem, string Version, IReadOnlyList<DriverDevice> Devices)
{
    public static DriverFindings Failed(string problem, string version = "") => new(problem, version, []);
}
