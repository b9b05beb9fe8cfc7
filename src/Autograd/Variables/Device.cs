namespace Autograd;

/// <summary>
/// Where a Variable's storage lies and its operations run. A value: <c>Device.Cpu</c>, <c>Device.Cuda(0)</c>.
/// </summary>
/// <param name="Kind">The kind of device: <c>cpu</c>, <c>cuda</c>, <c>opencl</c>, <c>ilgpu-cpu</c>.</param>
/// <param name="Index">Which of that kind, from 0.</param>
public readonly record struct Device(string Kind, int Index)
{
    /// <summary>The processor, with SIMD kernels; always there.</summary>
    public static Device Cpu { get; } = new("cpu", 0);

    /// <summary>ILGPU's accelerator on the processor: for checking kernels, not for speed.</summary>
    public static Device IlgpuCpu { get; } = new("ilgpu-cpu", 0);

    /// <summary>An NVIDIA GPU.</summary>
    /// <param name="index">Which one, from 0.</param>
    public static Device Cuda(int index = 0) => new("cuda", index);

    /// <summary>An OpenCL device.</summary>
    /// <param name="index">Which one, from 0.</param>
    public static Device OpenCL(int index = 0) => new("opencl", index);

    /// <summary>The kind, and the index where it tells something: <c>cpu</c>, <c>cuda:1</c>.</summary>
    public override string ToString() => Index == 0 ? Kind : $"{Kind}:{Index}";
}
