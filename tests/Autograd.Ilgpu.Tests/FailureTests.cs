#if ILGPU
using Autograd.Backends;
using Autograd.Ilgpu.Discovery;
using Autograd.Ilgpu.Memory;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;
using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>A kernel that does not compile is one device's trouble, and one error.</summary>
public sealed class FailureTests
{
    [Fact]
    public void AKernelThatDoesNotCompileIsOneErrorAndLeavesTheOtherDevices()
    {
        Accelerated.Require(Device.OpenCL());

        // A backend of the test's own: what fails in it spoils its context.
        using var backend = (IlgpuBackend)new IlgpuProvider("opencl", Finder.OpenCL).Create(Device.OpenCL());
        var (x, y) = (View(backend, 1), View(backend, 1));
        backend.Fill(x, -3);
        backend.Unary<NegOp.Rule>(x, y);
        Action<Index1D, ArrayView<float>> bad = TestKernels.Bad;
        var error = Assert.Throws<NotSupportedException>(() =>
            backend.Launch(bad, static (a, kernel) => a.LoadAutoGroupedStreamKernel(kernel), 1, IlgpuBackend.Elements<float>(x), static (launch, n, v) => launch(n, v)));
        Assert.StartsWith("opencl: a kernel does not compile (", error.Message, StringComparison.Ordinal);

        // What was compiled before runs on, and so does everything else.
        backend.Unary<NegOp.Rule>(y, x);
        var values = new byte[4];
        backend.Read(x.Storage, values);
        Assert.Equal(-3f, BitConverter.ToSingle(values));
        Assert.Equal(2f, (Variable.Ones([1], device: Device.OpenCL()) * 2).Item<float>());
        Assert.Equal(2f, (Variable.Ones([1], device: Device.IlgpuCpu) * 2).Item<float>());
    }

    [Fact]
    public void ALostDeviceIsOneErrorAndLeavesTheOtherDevices()
    {
        Accelerated.Require(Device.OpenCL());
        var provider = new IlgpuProvider("opencl", Finder.OpenCL);
        using var backend = (IlgpuBackend)provider.Create(Device.OpenCL());
        var (x, y) = (View(backend, 1), View(backend, 1 << 20));
        backend.Fill(x, 1);

        // The driver refuses memory that it no longer has, as it refuses everything of a device that is gone.
        ((IlgpuStorage)y.Storage).Block.Slab.Memory.Dispose();
        var values = new byte[4];
        var error = Assert.Throws<InvalidOperationException>(() => backend.Read(y.Storage, values));
        const string Told = "device: opencl was lost in read (CL_INVALID_MEM_OBJECT); go on with another device, or restart the program";
        Assert.Equal(Told, error.Message);
        Assert.IsType<CLException>(error.InnerException);

        // Everything that follows repeats the reason, and so does the report.
        Assert.Equal(Told, Assert.Throws<InvalidOperationException>(() => backend.Read(x.Storage, values)).Message);
        Assert.Equal(Told, Assert.Throws<InvalidOperationException>(() => backend.Write(values, x.Storage)).Message);
        Assert.Equal(Told, Assert.Throws<InvalidOperationException>(() => backend.Allocate(DType.Float32, 1, pooled: true)).Message);
        Assert.Equal(Told, Assert.Throws<InvalidOperationException>(() => backend.Unary<NegOp.Rule>(x, x)).Message);
        Assert.Equal(Told, Assert.Throws<InvalidOperationException>(backend.Synchronize).Message);
        Assert.Equal(Told, Assert.Throws<InvalidOperationException>(backend.TrimMemory).Message);
        Assert.Equal("opencl was lost in read (CL_INVALID_MEM_OBJECT)", provider.List()[0].Problem);
        Assert.Contains("was lost in read", Assert.Throws<NotSupportedException>(() => provider.Create(Device.OpenCL())).Message, StringComparison.Ordinal);
        Assert.Equal(2f, (Variable.Ones([1], device: Device.OpenCL()) * 2).Item<float>());
        Assert.Equal(2f, (Variable.Ones([1], device: Device.IlgpuCpu) * 2).Item<float>());
    }

    [Fact]
    public void ALaunchOnALostDeviceIsTheSameError()
    {
        Accelerated.Require(Device.OpenCL());
        var provider = new IlgpuProvider("opencl", Finder.OpenCL);
        using var backend = (IlgpuBackend)provider.Create(Device.OpenCL());
        var x = View(backend, 1);
        backend.Fill(x, 1);

        // Without its queue the driver takes no more work, as of a device that is gone.
        backend.Accelerator.DefaultStream.Dispose();
        const string Told = "device: opencl was lost in launch of Fill (CL_INVALID_COMMAND_QUEUE); go on with another device, or restart the program";
        var error = Assert.Throws<InvalidOperationException>(() => backend.Fill(x, 2));
        Assert.Equal(Told, error.Message);
        Assert.IsType<CLException>(error.InnerException);
        Assert.Equal(Told, Assert.Throws<InvalidOperationException>(() => backend.Fill(x, 2)).Message);
        Assert.Equal(Told, Assert.Throws<InvalidOperationException>(backend.Synchronize).Message);
        Assert.Equal("opencl was lost in launch of Fill (CL_INVALID_COMMAND_QUEUE)", provider.List()[0].Problem);
        Assert.Equal(2f, (Variable.Ones([1], device: Device.OpenCL()) * 2).Item<float>());
        Assert.Equal(2f, (Variable.Ones([1], device: Device.IlgpuCpu) * 2).Item<float>());
    }

    [Fact]
    public void ALaunchOfAProgramsOwnKernelOnALostDeviceIsTheSameError()
    {
        Accelerated.Require(Device.OpenCL());
        using var backend = (IlgpuBackend)new IlgpuProvider("opencl", Finder.OpenCL).Create(Device.OpenCL());
        var x = View(backend, 1);
        backend.Accelerator.DefaultStream.Dispose();
        Action<Index1D, ArrayView<float>, ArrayView<float>, float> scaled = TestKernels.Scaled;
        var error = Assert.Throws<InvalidOperationException>(() => backend.Launch(
            scaled,
            static (a, kernel) => a.LoadAutoGroupedStreamKernel(kernel),
            1,
            IlgpuBackend.Elements<float>(x),
            static (launch, n, v) => launch(n, v, v, 2)));
        Assert.Equal("device: opencl was lost in launch of Scaled (CL_INVALID_COMMAND_QUEUE); go on with another device, or restart the program", error.Message);
    }

    [Fact]
    public void OnlyARefusalOfMemoryIsTakenForOne()
    {
        Accelerated.Require();
        Assert.True(OutOfMemory.Is(new InsufficientMemoryException()));
        Assert.True(OutOfMemory.IsOfCuda("CUDA_ERROR_OUT_OF_MEMORY"));
        Assert.True(OutOfMemory.Is(new CLException(CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE)));
        Assert.False(OutOfMemory.IsOfCuda("CUDA_ERROR_ILLEGAL_ADDRESS"));
        Assert.False(OutOfMemory.Is(new CLException(CLError.CL_INVALID_CONTEXT)));
    }

    [Fact]
    public void KernelsOfOnesOwnRunAndAreCounted()
    {
        Accelerated.Require();
        var x = Variable.From([1f, 2f, 3f], Accelerated.Device);
        var y = Variable.ZerosLike(x);
        var before = Devices.Activity(Accelerated.Device);
        for (var i = 0; i < 2; i++)
            IlgpuKernels.Launch<ArrayView<float>, ArrayView<float>, float>(x.Device, TestKernels.Scaled, 3, IlgpuKernels.Elements<float>(x), IlgpuKernels.Elements<float>(y), 10);
        Assert.Equal((2, 1), ((Devices.Activity(Accelerated.Device) - before).Launches, (Devices.Activity(Accelerated.Device) - before).Compilations));
        Assert.Equal([10f, 20f, 30f], y.ToArray<float>());
        IlgpuKernels.Launch<ArrayView<float>, ArrayView<float>, float>(x.Device, TestKernels.Scaled, 0, IlgpuKernels.Elements<float>(x), IlgpuKernels.Elements<float>(y), 0);
        Assert.True(IlgpuKernels.CanRun(x));
        Assert.False(IlgpuKernels.CanRun(Variable.Ones([2])));
        Assert.Contains("is not contiguous on a device", Assert.Throws<ArgumentException>(() => IlgpuKernels.Elements<float>(Variable.Ones([2]))).Message, StringComparison.Ordinal);
        Assert.Contains("asked for as Double", Assert.Throws<ArgumentException>(() => IlgpuKernels.Elements<double>(x)).Message, StringComparison.Ordinal);
        Assert.Contains("cpu is no device", Assert.Throws<ArgumentException>(() => IlgpuKernels.Launch(Device.Cpu, TestKernels.Bad, 1, default(ArrayView<float>))).Message, StringComparison.Ordinal);
        var factor = 2f;
        Assert.Contains(
            "is not a static method",
            Assert.Throws<ArgumentException>(() => IlgpuKernels.Launch<ArrayView<float>>(x.Device, (i, v) => v[i] *= factor, 1, IlgpuKernels.Elements<float>(x))).Message,
            StringComparison.Ordinal);
    }

    private static TensorView View(IlgpuBackend backend, int count) => new(backend.Allocate(DType.Float32, count, pooled: false), [count], Strides.Create([1]), 0);
}
#endif
