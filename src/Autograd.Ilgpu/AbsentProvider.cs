using Autograd.Backends;

namespace Autograd.Ilgpu;

/// <summary>Stands for a kind of device in a build without kernels.</summary>
/// <param name="kind">The kind.</param>
/// <param name="absence">Why there are no kernels.</param>
internal sealed class AbsentProvider(string kind, string absence) : IBackendProvider
{
    /// <inheritdoc/>
    public string Kind => kind;

    /// <inheritdoc/>
    public IReadOnlyList<DeviceEntry> List() => [new DeviceEntry(new Device(kind, 0), "", absence)];

    /// <inheritdoc/>
    public IBackend Create(Device device) => throw Errors.Unsupported("device", $"no '{device}', {absence}", "build where ILGPU restores, or use Device.Cpu");
}
