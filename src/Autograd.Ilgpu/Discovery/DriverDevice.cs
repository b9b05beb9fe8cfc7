namespace Autograd.Ilgpu.Discovery;

/// <summary>A device that a driver names.</summary>
/// <param name="Handle">The driver's handle, which ILGPU keeps too.</param>
/// <param name="Name">The device's name.</param>
/// <param name="Problem">What the driver says against it, in a sentence, or null.</param>
internal sealed record DriverDevice(nint Handle, string Name, string? Problem);
