using Autograd;
using Autograd.NN;

namespace Digits.Models;

/// <summary>Two convolutions, a pooling and two linear layers.</summary>
internal sealed class ConvolutionalNet : Module
{
    private readonly Conv2d _conv1, _conv2;
    private readonly Linear _hidden, _output;
    private readonly Dropout _drop1, _drop2;

    public ConvolutionalNet(int side, int classes)
    {
        _conv1 = Add("conv1", new Conv2d(1, 32, 3, padding: 1));
        _conv2 = Add("conv2", new Conv2d(32, 64, 3, padding: 1));
        _drop1 = Add("drop1", new Dropout(0.25));
        _hidden = Add("hidden", new Linear(64 * (side / 2) * (side / 2), 128));
        _drop2 = Add("drop2", new Dropout(0.5));
        _output = Add("output", new Linear(128, classes));
    }

    protected override Variable Forward(Variable x)
    {
        x = _conv1.Call(x).Relu();
        x = _conv2.Call(x).Relu().MaxPool2d(2);
        x = _drop1.Call(x).Reshape(x.Shape[0], -1);
        x = _drop2.Call(_hidden.Call(x).Relu());
        return _output.Call(x);
    }
}
