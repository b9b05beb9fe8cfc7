namespace Autograd.Backends;

/// <summary>A backend that counts what its device does and what its pool holds.</summary>
public interface IMeteredBackend
{
    /// <summary>Launches and transfers since the backend was made.</summary>
    DeviceActivity Activity { get; }

    /// <summary>What the pool of the device's memory holds.</summary>
    MemoryStatistics MemoryStatistics { get; }

    /// <summary>Gives memory that is kept for reuse back to the device's driver.</summary>
    void TrimMemory();

    /// <summary>Begins a new <see cref="MemoryStatistics.BytesPeak"/> at what is in use now.</summary>
    void ResetPeak();
}
