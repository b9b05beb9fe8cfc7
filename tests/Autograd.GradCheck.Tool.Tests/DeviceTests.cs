using Autograd.GradientChecking.Tool.Writers;
using Autograd.Ilgpu;
using Xunit;

namespace Autograd.GradientChecking.Tool.Tests;

public sealed class DeviceTests
{
    [Fact]
    public void A_device_is_held_against_the_processor()
    {
        using var folder = new TemporaryFolder();
        var run = Outcome.OfThis("--filter", "Cube", "--quick", "--devices", "cpu,ilgpu-cpu", "--json", folder.File("a.json"), "--html", folder.File("a.html"));
        var certificate = CertificateJson.Read(File.ReadAllText(folder.File("a.json")));

        IlgpuDevices.Register();
        if (Devices.WhyMissing(Device.IlgpuCpu) is { } reason)
        {
            // Without the packages the certificate says so, and speaks of the processor.
            Assert.Equal([$"ilgpu-cpu: {reason}"], certificate.Missing);
            Assert.StartsWith("autograd-gradcheck: note: not checked: ilgpu-cpu: ", run.Error, StringComparison.Ordinal);
            return;
        }

        Assert.Equal((0, ""), (run.Code, run.Error));
        var cells = certificate.Operations[0].Cells.Where(cell => cell.Device == "ilgpu-cpu").ToArray();
        Assert.Equal([("float64", 1), ("float32", 1)], cells.Select(cell => (cell.DType, cell.Order)));
        Assert.All(cells, cell => Assert.True(cell is { Verdict: Verdict.Pass, Compared: > 0, Worst: >= 0 and < 32 }));
        Assert.Contains("""<th colspan="2">on ilgpu-cpu: ulps</th>""", File.ReadAllText(folder.File("a.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_not_there_is_noted()
    {
        using var folder = new TemporaryFolder();
        var run = Outcome.OfThis("--filter", "Cube", "--quick", "--devices", "cuda:7", "--json", folder.File("a.json"));

        Assert.Equal(0, run.Code);
        Assert.StartsWith("autograd-gradcheck: note: not checked: cuda:7: ", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("cuda:7: ", Assert.Single(CertificateJson.Read(File.ReadAllText(folder.File("a.json"))).Missing), StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_that_does_not_exist_is_refused()
    {
        var run = Outcome.OfThis("--devices", "tpu");

        Assert.Equal((2, "autograd-gradcheck: no device 'tpu'; name some of cpu, ilgpu-cpu, opencl, cuda, or all\n"), (run.Code, run.Error));
    }
}
