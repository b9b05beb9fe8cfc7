using System.Globalization;
using Autograd;
using Autograd.GradientChecking;
using Autograd.NN;
using Examples;

namespace CustomGpuOperation;

/// <summary>Proves the operation's mathematics, compares the kernels with it on a device, and finds the middles of three clouds of points.</summary>
internal static class Demonstration
{
    public static void Run(string[] arguments)
    {
        var device = arguments.Contains("--device") ? DeviceOption.Take(ref arguments) : IlgpuCpu();
        var random = new RandomGenerator(seed: 1);

        // The mathematics: the primitives in float64, on the CPU, to the second order.
        GradCheck.Verify(PairDistancesOp.Of, Variable.Normal([4, 3], random, dtype: DType.Float64), Variable.Normal([2, 3], random, dtype: DType.Float64));
        Console.WriteLine("pair_distances: gradients proved to the second order");

        // The kernels: the same numbers as the primitives' on the device, forward and backward.
        var difference = Difference(Variable.Normal([5, 3], random).To(device), Variable.Normal([4, 3], random).To(device));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{device}: kernels and primitives differ by {difference:E1} at most"));

        // And a use: the middles of three clouds, each point drawn to the nearest by a soft minimum.
        var points = Clouds(random).To(device);
        var centres = (points[..3] + 0.5).WithGrad();
        var adam = new Adam([centres], 0.1);
        for (var step = 1; step <= 40; step++)
        {
            using var tape = new Tape();
            var loss = -(-PairDistancesOp.Of(points, centres)).LogSumExp([1]).Mean();
            centres.ZeroGrad();
            loss.Backward();
            adam.Step();
            if (step % 10 == 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step}/40  loss {loss.Item<float>():F4}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"difference={difference:E3}"));
    }

    private static Device IlgpuCpu()
    {
        Autograd.Ilgpu.IlgpuDevices.Register();
        return Device.IlgpuCpu;
    }

    private static double Difference(Variable x, Variable c)
    {
        x = x.Detach().WithGrad();
        c = c.Detach().WithGrad();
        using var tape = new Tape();
        var (fused, plain) = (PairDistancesOp.Of(x, c), PairDistancesOp.InPrimitives(x, c));
        var weights = Variable.Normal(fused.Shape, new RandomGenerator(2)).To(x.Device);
        var ours = tape.Gradients((fused * weights).Sum(), [x, c]);
        var theirs = tape.Gradients((plain * weights).Sum(), [x, c]);
        return new[] { (fused, plain), (ours[0]!, theirs[0]!), (ours[1]!, theirs[1]!) }.Max(static pair => (double)(pair.Item1 - pair.Item2).Abs().Max());
    }

    private static Variable Clouds(RandomGenerator random)
    {
        const int Each = 20;
        var middles = Variable.From(new[,] { { 0f, 0f }, { 4f, 1f }, { -2f, 3f } });
        return (middles.Unsqueeze(0) + (Variable.Normal([Each, 3, 2], random) * 0.4)).Reshape(Each * 3, 2);
    }
}
