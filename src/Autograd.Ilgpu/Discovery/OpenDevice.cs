using Autograd.Ilgpu.Blas;
using Autograd.Ilgpu.Native;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Autograd.Ilgpu.Discovery;

/// <summary>
/// A device that is in use: its accelerator and the ILGPU context that is its alone, because a kernel that fails to compile
/// spoils the context it was compiled in.
/// </summary>
/// <param name="Context">The context.</param>
/// <param name="Accelerator">The accelerator.</param>
/// <param name="Took">What the trial kernel took.</param>
/// <param name="Cublas">NVIDIA's matrix products, where the machine has them.</param>
/// <param name="BlasNote">What is to be said of them in a report, empty where it is not NVIDIA's device.</param>
internal sealed record OpenDevice(Context Context, Accelerator Accelerator, TimeSpan Took, Cublas? Cublas, string BlasNote) : IDisposable
{
    /// <summary>Opens a device and lets it prove itself.</summary>
    public static OpenDevice Open(ILGPU.Runtime.Device device)
    {
        Admit(device);
        Context? context = null;
        Accelerator? accelerator = null;
        try
        {
            context = NewContext();
            accelerator = device.CreateAccelerator(context);
            CompilerFaults.Mend(accelerator.GetBackend());
            var took = Trial.Run(accelerator);
            var (cublas, note) = LoadBlas(accelerator);
            return new OpenDevice(context, accelerator, took, cublas, note);
        }
        catch
        {
            accelerator?.Dispose();
            context?.Dispose();
            throw;
        }
    }

    /// <summary>A context as every device gets one.</summary>
    public static Context NewContext() => Context.Create(static builder => builder
        // Without the algorithms' functions, kernels for NVIDIA's devices have no floor and no double power.
        .EnableAlgorithms()
        // At this level kernels address the device's memory as such and not through generic pointers: quicker, and some
        // OpenCL drivers have no generic address space.
        .Optimize(OptimizationLevel.O2));

    /// <inheritdoc/>
    public void Dispose()
    {
        Cublas?.Dispose();
        Accelerator.Dispose();
        Context.Dispose();
    }

    private static (Cublas? Cublas, string Note) LoadBlas(Accelerator accelerator)
    {
        if (accelerator is not CudaAccelerator cuda)
            return (null, "");
        using (cuda.BindScoped())
        {
            var cublas = Blas.Cublas.TryLoad(SystemLibraries.Instance, ((CudaStream)cuda.DefaultStream).StreamPtr, out var absence);
            return (cublas, cublas is null ? $", no cuBLAS ({absence})" : $", cuBLAS {cublas.Version}");
        }
    }

    // ILGPU turns away OpenCL devices that do not promise a generic address space. Our kernels do not use one, so whether
    // such a device will do is for the trial to say.
    private static void Admit(ILGPU.Runtime.Device device)
    {
        if (device is CLDevice { Capabilities.GenericAddressSpace: false } found)
            SetGenericAddressSpace(found.Capabilities, true);
    }

    [System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = "set_GenericAddressSpace")]
    private static extern void SetGenericAddressSpace(CLCapabilityContext capabilities, bool value);
}
