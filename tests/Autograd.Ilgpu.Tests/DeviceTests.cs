using Autograd.Backends;
using Xunit;

namespace Autograd.Ilgpu.Tests;

public sealed class DeviceTests
{
    [Fact]
    public void TheReportNamesEveryKind()
    {
        IlgpuDevices.Register();
        IlgpuDevices.Register();
        var lines = Devices.Report().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var kind in new[] { "ilgpu-cpu", "cuda", "opencl" })
            Assert.Contains(lines, line => line.StartsWith(kind + ": ", StringComparison.Ordinal));
    }

    [Fact]
    public void AMissingDeviceSaysWhy()
    {
        IlgpuDevices.Register();
        var device = new Device("ilgpu-cpu", 5);
        var error = Assert.Throws<NotSupportedException>(() => Variable.Zeros([1], device: device));
        Assert.Contains(Devices.WhyMissing(device)!, error.Message, StringComparison.Ordinal);
        Assert.Equal("no 'vulkan', the kinds are cpu, ilgpu-cpu, cuda, opencl", Devices.WhyMissing(new Device("vulkan", 0)));
    }

    [Fact]
    public void ABuildWithoutKernelsSaysSo()
    {
        Assert.SkipWhen(IlgpuDevices.Absence is null, "this build has kernels");
        Assert.StartsWith("Autograd.Ilgpu was built without GPU kernels: ILGPU", IlgpuDevices.Absence, StringComparison.Ordinal);
        Assert.Contains(IlgpuDevices.Absence!, Devices.WhyMissing(Device.Cuda()), StringComparison.Ordinal);
    }

    [Fact]
    public void DataGoesThereAndBack()
    {
        Accelerated.Require();
        var x = Variable.From(new[,] { { 1f, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([1f, 4, 2, 5, 3, 6], x.T.To(Accelerated.Device).ToArray<float>());
        Assert.Equal([3f, 6], x.To(Accelerated.Device)[.., 2].To(Device.Cpu).ToArray<float>());
        Assert.Equal([true, false], Variable.From([true, false], Accelerated.Device).ToArray<bool>());
        Assert.Equal(7L, Variable.From(7L, Accelerated.Device).Item<long>());
        Assert.Empty(Variable.Zeros([0], device: Accelerated.Device).ToArray<float>());
    }

    [Fact]
    public void GradientsMoveBackThroughATransfer()
    {
        Accelerated.Require();
        var x = Variable.From([1f, 2]).WithGrad();
        using var tape = new Tape();
        x.To(Accelerated.Device).Exp().To(Device.Cpu).Sum().Backward();
        Assert.Equal(Device.Cpu, x.Grad!.Device);
        Assert.Equal(MathF.E, x.Grad!.ToArray<float>()[0], 1e-6);
    }

    [Fact]
    public void MixedDevicesThrow()
    {
        Accelerated.Require();
        var error = Assert.Throws<ArgumentException>(() => Variable.Ones([2]) + Variable.Ones([2], device: Accelerated.Device));
        Assert.Contains(Accelerated.Device.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StorageFormatsAreConvertedToTheBit()
    {
        // Halfway cases, subnormal numbers, overflow, and what is not a number.
        double[] numbers =
        [
            0, -0.0, 1, -1.5, 2049, 2051, 65504, 65519.99, 65520, 1e9, 6.1e-5, 5.96e-8, 2.98e-8, 2.9802322387695312e-8, 8.9406967163085938e-8, -3e-6, 1e-30, 1e-42,
            3.3895313892515355e38, 3.4e38, 1.00390625, 1.01171875, 1.0000000000000002, 1.0039062500000002, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
        ];
        foreach (var from in new[] { DType.Float32, DType.Float64 })
        {
            var x = Variable.From(numbers).To(from);
            foreach (var storage in new[] { DType.Float16, DType.BFloat16 })
            {
                Accelerated.AssertSame(x => x[0].To(storage).To(DType.Float64), x);
                Accelerated.AssertSame(static x => x[0].To(DType.Float32), x.To(storage));
            }
        }

        var integers = Variable.From([0L, 1, -2049, 2051, 40000, 70000, 4294967297, 9007199254740993, long.MaxValue, long.MinValue]);
        foreach (var storage in new[] { DType.Float16, DType.BFloat16 })
        {
            Accelerated.AssertSame(x => x[0].To(storage).To(DType.Float64), integers);
            Accelerated.AssertSame(x => Variable.Full([3], 1.5, storage, x[0].Device).To(DType.Float32), integers);
        }
    }

    [Fact]
    public void MemoryIsReusedAndStaleVariablesThrow()
    {
        Accelerated.Require();
        var backend = BackendRegistry.Get(Accelerated.Device);
        var first = backend.Allocate(DType.Float32, 100, pooled: true);
        backend.Release(first);
        Assert.Throws<InvalidOperationException>(() => backend.Release(first));
        Variable inside;
        using (new Scope())
            inside = Variable.Ones([3], device: Accelerated.Device) + 1;
        Assert.Throws<ReleasedVariableException>(() => inside.ToArray<float>());
    }

#if ILGPU
    [Fact]
    public void MemoryThatTheCollectorFindsIsReused()
    {
        Accelerated.Require();
        var memory = ((IlgpuBackend)BackendRegistry.Get(Accelerated.Device)).Memory;
        var before = memory.BytesReserved;
        for (var i = 0; i < 8; i++)
        {
            Abandon();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        // Eight times 4 MiB were asked for; other tests may run meanwhile.
        Assert.InRange(memory.BytesReserved - before, 0, 20 << 20);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Abandon() => BackendRegistry.Get(Accelerated.Device).Allocate(DType.Float32, 1 << 20, pooled: false);
    }
#endif

    [Fact]
    public void UpdatesOfALeafAreSeen()
    {
        Accelerated.Require();
        var x = Variable.Zeros([2], device: Accelerated.Device);
        x.CopyFrom<float>([1, 2]);
        x.Lerp(Variable.Full([2], 3, device: Accelerated.Device), 0.5);
        Assert.Equal([2f, 2.5f], x.ToArray<float>());
    }
}
