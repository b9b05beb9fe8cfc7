namespace Autograd;

/// <summary>
/// What a device did since its first use. The difference of two says what a piece of a program did: a training step whose data
/// and parameters lie on the device makes launches and no transfer until a value is read.
/// </summary>
/// <param name="Launches">Kernels queued.</param>
/// <param name="Compilations">Kernels compiled; each happens once.</param>
/// <param name="Uploads">Copies from the host to the device.</param>
/// <param name="BytesUploaded">Their bytes.</param>
/// <param name="Downloads">Copies from the device to the host.</param>
/// <param name="BytesDownloaded">Their bytes.</param>
/// <param name="Waits">How often the host waited for queued work.</param>
public readonly record struct DeviceActivity(
    long Launches, long Compilations, long Uploads, long BytesUploaded, long Downloads, long BytesDownloaded, long Waits)
{
    /// <summary>Copies in either direction.</summary>
    public long Transfers => Uploads + Downloads;

    /// <summary>What happened between two readings.</summary>
    /// <param name="later">The later reading.</param>
    /// <param name="earlier">The earlier reading.</param>
    public static DeviceActivity operator -(DeviceActivity later, DeviceActivity earlier) => new(
        later.Launches - earlier.Launches,
        later.Compilations - earlier.Compilations,
        later.Uploads - earlier.Uploads,
        later.BytesUploaded - earlier.BytesUploaded,
        later.Downloads - earlier.Downloads,
        later.BytesDownloaded - earlier.BytesDownloaded,
        later.Waits - earlier.Waits);

    /// <summary>The same as the operator.</summary>
    /// <param name="later">The later reading.</param>
    /// <param name="earlier">The earlier reading.</param>
    public static DeviceActivity Subtract(DeviceActivity later, DeviceActivity earlier) => later - earlier;
}
