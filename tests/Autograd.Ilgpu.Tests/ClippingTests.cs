using Autograd.NN;
using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>Limiting gradients that lie on a device: what the CPU makes of them, and the norm is all that comes back.</summary>
public sealed class ClippingTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(double.PositiveInfinity)]
    public void NormsAreTheCpus(double p)
    {
        Accelerated.Require();
        foreach (var dtype in (DType[])[DType.Float32, DType.Float64])
        {
            var (here, there) = (Leaves(Device.Cpu, dtype), Leaves(Accelerated.Device, dtype));
            foreach (var share in (double[])[2, 0.25])
            {
                var norm = here.ClipGradNorm(1e9, p);
                Assert.Equal(norm, there.ClipGradNorm(norm * share, p), norm * 1e-12);
                Assert.Equal(norm, here.ClipGradNorm(norm * share, p), norm * 1e-12);
                for (var i = 0; i < here.Length - 1; i++)
                    Accelerated.AssertClose(here[i].Grad!, there[i].Grad!, 1);
            }
        }
    }

    [Fact]
    public void ANormIsOneTransferHoweverManyGradientsThereAre()
    {
        Accelerated.Require();
        var leaves = Leaves(Accelerated.Device, DType.Float32);
        leaves.ClipGradNorm(1e-3);
        leaves.ClipGradNorm(1e-3, double.PositiveInfinity);
        Devices.Synchronize(Accelerated.Device);
        var before = Devices.Activity(Accelerated.Device);
        Assert.True(leaves.ClipGradNorm(1e-6) > 0);
        var norm = Devices.Activity(Accelerated.Device) - before;
        Assert.Equal((0, 1, 1), (norm.Uploads, norm.Downloads, norm.Waits));
        Assert.Equal(8, norm.BytesDownloaded);
        before = Devices.Activity(Accelerated.Device);
        Assert.True(leaves.ClipGradNorm(1, double.PositiveInfinity) > 0);
        Assert.Equal(1, (Devices.Activity(Accelerated.Device) - before).Transfers);
    }

    [Fact]
    public void LimitingElementsTransfersNothing()
    {
        Accelerated.Require();
        var (here, there) = (Leaves(Device.Cpu, DType.Float32), Leaves(Accelerated.Device, DType.Float32));
        there.ClipGradValue(10);
        Devices.Synchronize(Accelerated.Device);
        var before = Devices.Activity(Accelerated.Device);
        there.ClipGradValue(0.5);
        Assert.Equal((0, 0), ((Devices.Activity(Accelerated.Device) - before).Transfers, (Devices.Activity(Accelerated.Device) - before).Waits));
        here.ClipGradValue(0.5);
        for (var i = 0; i < here.Length - 1; i++)
            Accelerated.AssertClose(here[i].Grad!, there[i].Grad!, 0);
    }

    [Fact]
    public void GradientsOfSeveralDevicesAreOneVector()
    {
        Accelerated.Require();
        var (here, there) = (Leaves(Device.Cpu, DType.Float32), Leaves(Accelerated.Device, DType.Float32));
        var one = here.ClipGradNorm(1e9);
        Variable[] both = [.. here, .. there];
        Assert.Equal(one * Math.Sqrt(2), both.ClipGradNorm(one / 3), one * 1e-12);
        Assert.Equal(one / 3, both.ClipGradNorm(1e9), one * 1e-5);
    }

    [Fact]
    public void ANormThatIsNoNumberIsSaidBeforeAnythingIsChanged()
    {
        Accelerated.Require();
        foreach (var wrong in (double[])[double.NaN, double.PositiveInfinity])
        {
            var leaves = Leaves(Accelerated.Device, DType.Float32);
            leaves[1].Grad = Variable.From([1f, (float)wrong], Accelerated.Device);
            var error = Assert.Throws<InvalidOperationException>(() => leaves.ClipGradNorm(1e-3, errorIfNonFinite: true));
            Assert.StartsWith($"clip_grad_norm: the norm of the gradients is {wrong}", error.Message, StringComparison.Ordinal);
            Assert.Equal(1f, leaves[1].Grad!.ToArray<float>()[0]);
        }
    }

    // Four leaves with gradients, one of them empty, and one without.
    private static Variable[] Leaves(Device device, DType dtype)
    {
        Shape[] shapes = [[70, 3], [2], [0], [33], [4]];
        var leaves = new Variable[shapes.Length];
        for (var i = 0; i < shapes.Length; i++)
        {
            leaves[i] = Variable.Zeros(shapes[i], dtype).To(device).WithGrad();
            if (i < shapes.Length - 1)
                leaves[i].Grad = Accelerated.Numbers(shapes[i], dtype, (ulong)i + 1).To(device);
        }

        return leaves;
    }
}
