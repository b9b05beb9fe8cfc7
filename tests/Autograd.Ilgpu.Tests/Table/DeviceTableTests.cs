using Xunit;

namespace Autograd.Ilgpu.Tests.Table;

/// <summary>Every operation of the core's table on one device, forward, backward and second order, in both float types.</summary>
/// <param name="output">Where the worst error is told.</param>
/// <param name="device">The device.</param>
/// <param name="largest">The most elements of a sample's inputs together.</param>
public abstract class DeviceTableTests(ITestOutputHelper output, Device device, long largest = long.MaxValue)
{
    /// <summary>Operations and both types; <c>AUTOGRAD_DEVICE_TABLE_ONLY</c> names the operations, where not all are asked for.</summary>
    public static TheoryData<string, DType> Cases
    {
        get
        {
            var cases = new TheoryData<string, DType>();
            var only = Environment.GetEnvironmentVariable("AUTOGRAD_DEVICE_TABLE_ONLY")?.Split(',');
            foreach (var name in TableCase.Names)
            {
                if (only is not null && !only.Contains(name))
                    continue;
                cases.Add(name, DType.Float32);
                cases.Add(name, DType.Float64);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Holds(string operation, DType dtype)
    {
        Accelerated.Require(device);
        var asked = Environment.GetEnvironmentVariable("AUTOGRAD_DEVICE_TABLE") ?? Device.IlgpuCpu.Kind;
        Assert.SkipUnless(asked == device.Kind, $"compiling the table's kernels takes minutes on {device}; AUTOGRAD_DEVICE_TABLE={device.Kind} runs it");
        var failures = new List<string>();
        var worst = 0.0;
        foreach (var sample in TableCase.Of(operation))
        {
            if (sample.Inputs.Sum(static input => input.Shape.Count) > largest)
                continue;
            var (failure, share) = DeviceTable.Check(sample, device, dtype);
            worst = Math.Max(worst, share);
            if (failure.Length > 0)
                failures.Add(failure);
        }

        output.WriteLine(FormattableString.Invariant($"worst: {worst:F3} of what is allowed"));
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }
}

