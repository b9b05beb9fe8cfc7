using Xunit;

namespace Autograd.Tests.Backends;

/// <summary>The devices of a program that has registered no backend: the CPU, and advice.</summary>
public sealed class DevicesTests
{
    [Fact]
    public void TheCpuIsAlwaysThere()
    {
        var cpu = Devices.List()[0];
        Assert.Equal(Device.Cpu, cpu.Device);
        Assert.True(cpu.IsUsable);
        Assert.StartsWith("cpu: ", cpu.ToString(), StringComparison.Ordinal);
        Assert.Null(Devices.WhyMissing(Device.Cpu));
        Assert.Equal(Device.Cpu, Devices.FirstUsable(Device.Cuda(), Device.Cpu));
    }

    [Fact]
    public void WithoutABackendTheReportSaysHowToGetOne()
    {
        Assert.Contains("accelerators: no backend is registered, reference Autograd.Ilgpu and call IlgpuDevices.Register() once", Devices.Report(), StringComparison.Ordinal);
        Assert.Equal("no backend for 'cuda:1' is registered, reference Autograd.Ilgpu and call IlgpuDevices.Register() once", Devices.WhyMissing(Device.Cuda(1)));
        var error = Assert.Throws<NotSupportedException>(() => Devices.FirstUsable());
        Assert.Equal("device: no device was named; add Device.Cpu at the end", error.Message);
    }

    [Fact]
    public void TheCpuTransfersNothingAndItsPoolIsTold()
    {
        Assert.Equal(default, Devices.Activity(Device.Cpu));
        Devices.ResetPeak(Device.Cpu);
        Assert.True(Devices.Memory(Device.Cpu).BytesPeak >= 0);
        Devices.Synchronize(Device.Cpu);
        Devices.TrimMemory(Device.Cpu);
    }

    [Fact]
    public void ActivitiesAreSubtracted()
    {
        var later = new DeviceActivity(9, 8, 7, 6, 5, 4, 3);
        var earlier = new DeviceActivity(1, 1, 2, 2, 3, 3, 3);
        Assert.Equal(new DeviceActivity(8, 7, 5, 4, 2, 1, 0), later - earlier);
        Assert.Equal(later - earlier, DeviceActivity.Subtract(later, earlier));
        Assert.Equal(12, later.Transfers);
    }

    [Fact]
    public void EntriesReadAsALine()
    {
        Assert.Equal("cuda: fast", new DeviceEntry(Device.Cuda(), "fast", null).ToString());
        Assert.Equal("cuda: no driver", new DeviceEntry(Device.Cuda(), "", "no driver").ToString());
        Assert.Equal("cuda:1: fast: asleep", new DeviceEntry(Device.Cuda(1), "fast", "asleep").ToString());
    }
}
