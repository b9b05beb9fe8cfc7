using Autograd.NN;

namespace Autograd.Benchmarks.Workloads;

/// <summary>The two models of the Digits example, and a small one of convolutions for devices that are simulated.</summary>
internal static class DigitNets
{
    public static Sequential Convolutional() => new(
        new Conv2d(1, 32, 3, padding: 1),
        new ReLU(),
        new Conv2d(32, 64, 3, padding: 1),
        new ReLU(),
        new MaxPool2d(2),
        new Dropout(0.25),
        new Flatten(),
        new Linear(1024, 128),
        new ReLU(),
        new Dropout(0.5),
        new Linear(128, 10));

    public static Sequential SmallConvolutional() => new(
        new Conv2d(1, 4, 3, padding: 1),
        new BatchNorm2d(4),
        new ReLU(),
        new MaxPool2d(2),
        new Conv2d(4, 8, 3, padding: 1),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Dropout(0.25),
        new Linear(32, 10));

    public static Sequential Perceptron() => new(new Flatten(), new Linear(64, 32), new ReLU(), new Dropout(0.25), new Linear(32, 10));
}
