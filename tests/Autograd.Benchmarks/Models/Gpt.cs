using Autograd.NN;

namespace Autograd.Benchmarks.Models;

/// <summary>A small Transformer over characters with learned positions.</summary>
internal sealed class Gpt : Module
{
    private readonly Embedding _tokens, _positions;
    private readonly ModuleList<GptBlock> _blocks;
    private readonly LayerNorm _norm;
    private readonly Linear _head;

    public Gpt(int vocabulary, int width, int heads, int layers, int length)
    {
        _tokens = Add("te", new Embedding(vocabulary, width));
        _positions = Add("pe", new Embedding(length, width));
        _blocks = AddList("blocks", Enumerable.Range(0, layers).Select(_ => new GptBlock(width, heads)));
        _norm = Add("ln", new LayerNorm(width));
        _head = Add("head", new Linear(width, vocabulary, bias: false));
    }

    protected override Variable Forward(Variable tokens)
    {
        var x = _tokens.Call(tokens) + _positions.Weight.Value[..tokens.Shape[1]];
        foreach (var block in _blocks)
            x = block.Call(x);
        return _head.Call(_norm.Call(x));
    }
}
