using Autograd.NN;

namespace Autograd.Ilgpu.Tests;

/// <summary>The digits' networks in small, and data for them.</summary>
internal static class Networks
{
    public const int Side = 6;
    public const int Classes = 3;
    public const int Batch = 4;

    /// <summary>A network on the CPU, its parameters drawn from a seed.</summary>
    public static Module New(string name, double dropout = 0.5)
    {
        var network = name == "mlp"
            ? new Sequential(new Flatten(), new Linear(Side * Side, 8), new ReLU(), new Dropout(dropout), new Linear(8, Classes))
            : new Sequential(
                new Conv2d(1, 2, 3, padding: 1), new BatchNorm2d(2), new ReLU(), new MaxPool2d(2), new Flatten(), new Dropout(dropout), new Linear(2 * 9, Classes));
        network.Initialise(3);
        return network;
    }

    /// <summary>Images and their classes on the CPU.</summary>
    public static (Variable Images, Variable Labels) Data(int batches, ulong seed = 5)
    {
        var images = Variable.Normal([batches * Batch, 1, Side, Side], new RandomGenerator(seed));
        var labels = Variable.From([.. Enumerable.Range(0, batches * Batch).Select(static i => (long)(i * 7 % Classes))]);
        return (images, labels);
    }

    /// <summary>One step of training; the loss is the tape's.</summary>
    public static Variable Step(Module network, Optimiser optimiser, Variable images, Variable labels)
    {
        var loss = network.Call(images).CrossEntropy(labels);
        optimiser.ZeroGrad();
        loss.Backward();
        optimiser.Step();
        return loss;
    }
}
