using Autograd;
using Autograd.NN;
using Examples;

namespace FineTuning;

/// <summary>Two convolutions, a hidden layer with a low-rank adapter beside it, and a head.</summary>
internal sealed class Net : Module
{
    private const int Channels = 16, Hidden = 64, Rank = 8, Flat = Channels * DigitSet.Side * DigitSet.Side / 4;

    private readonly Sequential _features;
    private readonly Linear _hidden;
    private readonly LowRank _adapter;

    public Net(int kinds)
    {
        var (first, second) = (new Conv2d(1, Channels, 3, padding: 1), new Conv2d(Channels, Channels, 3, padding: 1));
        _features = Add("features", new Sequential(first, new Sigmoid(), second, new Sigmoid(), new MaxPool2d(2), new Flatten()));
        _hidden = Add("hidden", new Linear(Flat, Hidden));
        _adapter = Add("adapter", new LowRank(Flat, Hidden, Rank));
        Head = Add("head", new Linear(Hidden, kinds));
    }

    public Linear Head { get; }

    protected override Variable Forward(Variable x)
    {
        x = _features.Call(x);
        return Head.Call((_hidden.Call(x) + _adapter.Call(x)).Sigmoid());
    }
}
