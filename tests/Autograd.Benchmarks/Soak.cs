using System.Diagnostics;
using System.Globalization;
using Autograd.Benchmarks.Workloads;
using Autograd.NN;

namespace Autograd.Benchmarks;

/// <summary>Many training steps of a small net: memory must stay as it is, and the losses' bits must not depend on threads.</summary>
internal static class Soak
{
    private const int Reports = 5;

    public static int Run(string name, int steps, int batch)
    {
        var model = name switch
        {
            "mlp" => DigitNets.Perceptron(),
            "small-cnn" => DigitNets.SmallConvolutional(),
            _ => DigitNets.Convolutional(),
        };
        model.Initialise(1);
        model.To(Target.Device);
        model.Train();
        var adam = new Adam(model.Parameters(), 1e-3);
        var random = new RandomGenerator(2);
        var images = Variable.Uniform([batch, 1, 8, 8], random).To(Target.Device);
        var labels = Variable.From(Enumerable.Range(0, batch).Select(i => (long)(i % 10)).ToArray(), Target.Device);
        var hash = 14695981039346656037ul;
        var clock = Stopwatch.StartNew();
        Console.WriteLine("step\tloss\tpool live\tpool idle\tmanaged\tworking set\tbytes a step");
        var allocated = GC.GetTotalAllocatedBytes();
        var before = Devices.Activity(Target.Device);
        for (var step = 1; step <= steps; step++)
        {
            using (var tape = new Tape())
            {
                adam.ZeroGrad();
                var loss = model.Call(images).CrossEntropy(labels);
                loss.Backward();
                adam.Step();
                hash = (hash ^ BitConverter.SingleToUInt32Bits(loss.Item<float>())) * 1099511628211ul;
                if (step % (steps / Reports) == 0)
                    Report(step, loss.Item<float>(), (GC.GetTotalAllocatedBytes() - allocated) / step);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{steps / clock.Elapsed.TotalSeconds:F0} steps/s"));
        var activity = Devices.Activity(Target.Device) - before;
        if (activity.Launches > 0)
            Console.WriteLine($"{activity.Launches / steps} launches, {activity.Uploads / steps} uploads and {activity.Downloads / steps} downloads of {activity.BytesDownloaded / steps} bytes a step");
        Console.WriteLine($"losses={hash:x16}");
        return 0;
    }

    private static void Report(int step, float loss, long bytes)
    {
        var pool = Devices.Memory(Target.Device);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{step}\t{loss:F6}\t{pool.BytesLive}\t{pool.BytesPooled}\t{GC.GetTotalMemory(true)}\t{process.WorkingSet64}\t{bytes}"));
    }
}
