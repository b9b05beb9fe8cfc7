using Autograd;
using Autograd.NN;

namespace Digits.Models;

/// <summary>One hidden layer.</summary>
internal sealed class Perceptron : Module
{
    private readonly Sequential _layers;

    public Perceptron(int side, int classes) =>
        _layers = Add("layers", new Sequential(new Flatten(), new Linear(side * side, 128), new ReLU(), new Linear(128, classes)));

    protected override Variable Forward(Variable x) => _layers.Call(x);
}
