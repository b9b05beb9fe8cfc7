using System.Globalization;
using Autograd.Backends;
using Autograd.Tapes;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Autograd.Ilgpu.Memory;

/// <summary>Writes the error of a device without memory: what was asked for, what is there, and what takes most.</summary>
internal static class OutOfMemory
{
    private const int Shown = 8;

    /// <summary>Whether a driver's refusal means that there is no memory, and nothing worse.</summary>
    public static bool Is(Exception failure) => failure switch
    {
        OutOfMemoryException => true,
        CudaException cuda => IsOfCuda(cuda.Error),
        CLException opencl => opencl.Error is CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES or CLError.CL_OUT_OF_HOST_MEMORY or CLError.CL_INVALID_BUFFER_SIZE,
        _ => false,
    };

    /// <summary>The same by the name of the error, which is all that ILGPU keeps of it.</summary>
    public static bool IsOfCuda(string error) => error == nameof(CudaError.CUDA_ERROR_OUT_OF_MEMORY);

    /// <summary>The error of an allocation.</summary>
    public static DeviceMemoryException Error(Device device, long bytes, MemoryStatistics statistics, Exception? failure) =>
        Error(device, "allocate", Size(bytes), statistics, failure);

    /// <summary>The error of whatever needed memory.</summary>
    public static DeviceMemoryException Error(Device device, string operation, string wanted, MemoryStatistics statistics, Exception? failure)
    {
        var largest = LiveNodes.Largest(device, Shown);
        var list = largest.Count == 0
            ? "no tape holds any of it"
            : "the largest results on the tape are " + string.Join(", ", largest.Select(static node => $"{node.Text} of {Size(node.Bytes)}"));
        return new DeviceMemoryException(
            $"{operation}: {device} has no {wanted} left, {Size(statistics.BytesLive)} are in use and {Size(statistics.BytesPooled)} are kept in pieces in use beside them, {list}; " +
            "make the batch smaller, checkpoint, or close tapes and scopes earlier",
            failure);
    }

    private static string Size(long bytes) => bytes switch
    {
        >= 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.00} GiB"),
        >= 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.0} MiB"),
        >= 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 10):0.0} KiB"),
        _ => $"{bytes} bytes",
    };
}
