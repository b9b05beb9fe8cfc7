using Autograd.GradientChecking;
using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>The gradient checker on the accelerator: the same cases as on the CPU, differenced there.</summary>
public sealed class CheckerTests
{
    [Fact]
    public void AnOperationIsCheckedWhereItIsTold()
    {
        Accelerated.Require();
        var report = GradCheck.Op<SoftsignOp>().Shapes([3]).Shapes([2, 2]).Devices(Device.Cpu, Accelerated.Device).Orders(1).Verify();

        Assert.Equal([Device.Cpu, Device.Cpu, Accelerated.Device, Accelerated.Device], report.Rows.Where(row => row.Order > 0).Select(row => row.Device));
        Assert.Contains(Accelerated.Device, CheckDevices.All);
    }
}
