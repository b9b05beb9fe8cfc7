namespace Autograd.Backends;

/// <summary>Finds the devices of one kind and makes their backends.</summary>
public interface IBackendProvider
{
    /// <summary>The kind, such as <c>cuda</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// The devices found, usable or not; where there is none, one entry that says why. Never empty, never throws: what goes
    /// wrong while looking is the entry's <see cref="DeviceEntry.Problem"/>.
    /// </summary>
    IReadOnlyList<DeviceEntry> List();

    /// <summary>Makes the backend of a device of the kind.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="NotSupportedException">It is not there or cannot be used; the message says why.</exception>
    IBackend Create(Device device);
}
