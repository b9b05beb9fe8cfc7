using Xunit;

// A fault of a kernel surfaces at the device's next synchronisation, whoever asks for it: a test beside would take another's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Autograd.Ilgpu.Tests;

/// <summary>What the tests on the accelerator share: whether there is one, and comparisons with the CPU.</summary>
internal static class Accelerated
{
    /// <summary>The device under test: ILGPU's accelerator on the processor, or what AUTOGRAD_TEST_DEVICE names.</summary>
    public static readonly Device Device =
        Devices.TryParse(Environment.GetEnvironmentVariable("AUTOGRAD_TEST_DEVICE"), out var named) ? named : Device.IlgpuCpu;

    /// <summary>Registers the devices; where this build has no kernels, the test says so and is skipped.</summary>
    public static void Require()
    {
        Assert.SkipUnless(IlgpuDevices.Absence is null, IlgpuDevices.Absence ?? "");
        IlgpuDevices.Register();
    }

    /// <summary>Likewise for one device; where it is missing, the test is skipped with the reason.</summary>
    public static void Require(Device device)
    {
        Require();
        var reason = Devices.WhyMissing(device);
        Assert.SkipUnless(reason is null, reason ?? "");
    }

    /// <summary>Runs a function on the CPU and on the accelerator and compares its value and the gradients of all float inputs.</summary>
    /// <param name="ulps">By how many units in the last place they may differ.</param>
    public static void AssertAgrees(Func<Variable[], Variable> function, int ulps, params Variable[] inputs)
    {
        Require();
        var expected = ValueAndGradients(function, inputs, Device.Cpu);
        var actual = ValueAndGradients(function, inputs, Device);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            AssertClose(expected[i], actual[i], ulps);
    }

    /// <summary>
    /// The same, or else as near to what the CPU computes in float64. Where a derivative passes through zero its parts cancel, and two float32 ways
    /// to it agree no better than those parts, whose size a comparison of the results does not know; then the device must be the one that is right.
    /// </summary>
    public static void AssertAgreesOrIsRight(Func<Variable[], Variable> function, int ulps, params Variable[] inputs)
    {
        Require();
        var expected = ValueAndGradients(function, inputs, Device.Cpu);
        var exact = ValueAndGradients(function, Array.ConvertAll(inputs, static input => input.To(DType.Float64)), Device.Cpu);
        var actual = ValueAndGradients(function, inputs, Device);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var right = exact[i].To(actual[i].DType);
            var nearer = (right - actual[i].To(Device.Cpu)).Abs() < (expected[i] - actual[i].To(Device.Cpu)).Abs();
            AssertClose(Variable.Where(nearer, right, expected[i]), actual[i], ulps);
        }
    }

    /// <summary>The same for functions without gradients, to the last bit.</summary>
    public static void AssertSame(Func<Variable[], Variable> function, params Variable[] inputs)
    {
        Require();
        AssertClose(function(inputs), function(Array.ConvertAll(inputs, static input => input.To(Device))), 0);
    }

    /// <summary>Compares with a result of the accelerator; units in the last place of the larger number, of 1/16 where both are smaller.</summary>
    public static void AssertClose(Variable expected, Variable actual, int ulps)
    {
        Assert.Equal(Device, actual.Device);
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.DType, actual.DType);
        var place = Math.Pow(2, expected.DType == DType.Float64 ? -52 : -23);
        var want = expected.To(DType.Float64).ToArray<double>();
        var have = actual.To(Device.Cpu).To(DType.Float64).ToArray<double>();
        for (var i = 0; i < want.Length; i++)
        {
            if (want[i].Equals(have[i]))
                continue;
            var size = Math.Max(Math.Max(Math.Abs(want[i]), Math.Abs(have[i])), 1.0 / 16);
            Assert.True(Math.Abs(want[i] - have[i]) <= ulps * place * size, $"element {i}: {have[i]:R} instead of {want[i]:R}");
        }
    }

    /// <summary>Numbers of both signs on the CPU.</summary>
    public static Variable Numbers(Shape shape, DType dtype = DType.Float32, ulong seed = 1) =>
        Variable.Normal(shape, new RandomGenerator(seed), dtype: dtype);

    private static Variable[] ValueAndGradients(Func<Variable[], Variable> function, Variable[] inputs, Device device)
    {
        var here = Array.ConvertAll(inputs, input => input.DType.IsFloat() ? input.To(device).Detach().WithGrad() : input.To(device));
        using var tape = new Tape();
        var y = function(here);

        // Every element's cotangent is another number.
        var weights = Variable.Arange(-1, y.Count - 1, dtype: y.DType, device: device).Reshape(y.Shape);
        var gradients = tape.Gradients((y * weights).Sum(), Array.FindAll(here, static input => input.DType.IsFloat()));
        return [y.Detach().Keep(), .. gradients.Select(static gradient => gradient!.Detach().Keep())];
    }
}
