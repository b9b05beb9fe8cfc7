using Autograd.NN;

namespace Autograd.Benchmarks.Models;

/// <summary>x + attention(norm(x)), then x + mlp(norm(x)).</summary>
internal sealed class GptBlock : Module
{
    private readonly int _heads;
    private readonly LayerNorm _norm1, _norm2;
    private readonly Linear _projections, _output, _up, _down;

    public GptBlock(int width, int heads)
    {
        _heads = heads;
        _norm1 = Add("l1", new LayerNorm(width));
        _norm2 = Add("l2", new LayerNorm(width));
        _projections = Add("qkv", new Linear(width, 3 * width));
        _output = Add("o", new Linear(width, width));
        _up = Add("f1", new Linear(width, 4 * width, activation: Activation.Gelu));
        _down = Add("f2", new Linear(4 * width, width));
    }

    protected override Variable Forward(Variable x)
    {
        using var scope = new Scope();
        var (batch, length, width) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        var parts = _projections.Call(_norm1.Call(x)).Reshape(batch, length, 3, _heads, width / _heads).Permute(2, 0, 3, 1, 4);
        var mixed = parts[0].ScaledDotProductAttention(parts[1], parts[2], isCausal: true);
        x += _output.Call(mixed.Transpose(1, 2).Reshape(batch, length, width));
        return scope.Return(x + _down.Call(_up.Call(_norm2.Call(x))));
    }
}
