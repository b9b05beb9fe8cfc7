using Autograd.NN;

namespace Autograd.Benchmarks.Models;

/// <summary>The residual network of 20 layers for images of 32 × 32.</summary>
internal sealed class ResNet20 : Module
{
    private readonly Sequential _layers;

    public ResNet20()
    {
        List<Module> layers = [new Conv2d(3, 16, 3, stride: 1, padding: 1, bias: false), new BatchNorm2d(16), new ReLU()];
        var channels = 16;
        foreach (var (outputs, stride) in new[] { (16, 1), (32, 2), (64, 2) })
        {
            for (var k = 0; k < 3; k++)
            {
                layers.Add(new ResidualBlock(channels, outputs, k == 0 ? stride : 1));
                channels = outputs;
            }
        }

        _layers = Add("layers", new Sequential([.. layers, new AdaptiveAvgPool2d(1), new Flatten(), new Linear(64, 10)]));
    }

    protected override Variable Forward(Variable images) => _layers.Call(images);
}
