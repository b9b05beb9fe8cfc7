using Autograd.NN;

namespace Autograd.Benchmarks.Models;

/// <summary>relu(norm(conv(relu(norm(conv(x))))) + shortcut(x)).</summary>
internal sealed class ResidualBlock : Module
{
    private readonly Conv2d _conv1, _conv2;
    private readonly BatchNorm2d _norm1, _norm2;
    private readonly Sequential? _shortcut;

    public ResidualBlock(int inputs, int outputs, int stride)
    {
        _conv1 = Add("c1", new Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: false));
        _norm1 = Add("b1", new BatchNorm2d(outputs));
        _conv2 = Add("c2", new Conv2d(outputs, outputs, 3, stride: 1, padding: 1, bias: false));
        _norm2 = Add("b2", new BatchNorm2d(outputs));
        if (stride != 1 || inputs != outputs)
            _shortcut = Add("sc", new Sequential(new Conv2d(inputs, outputs, 1, stride: stride, bias: false), new BatchNorm2d(outputs)));
    }

    protected override Variable Forward(Variable x)
    {
        // What no derivative reads, such as the norms' results under the rectifier, need not wait for the tape's end.
        using var scope = new Scope();
        var y = _norm1.Call(_conv1.Call(x)).Relu();
        return scope.Return((_norm2.Call(_conv2.Call(y)) + (_shortcut?.Call(x) ?? x)).Relu());
    }
}
