using Autograd;
using Autograd.NN;

namespace CharGpt;

/// <summary>A small Transformer over characters [batch, length]; gives the logits of each next one, [batch, length, characters].</summary>
internal sealed class CharNet : Module<(Variable Tokens, IReadOnlyList<KeyValueCache>? Caches), Variable>
{
    private readonly Embedding _embedding;
    private readonly ModuleList<TransformerBlock> _blocks;
    private readonly LayerNorm _norm;
    private readonly Linear _head;

    public CharNet(int characters, int width, int heads, int layers)
    {
        var options = new TransformerOptions { Attention = new AttentionOptions { IsCausal = true, IsRotary = true } };
        _embedding = Add("embedding", new Embedding(characters, width));
        _blocks = AddList("blocks", Enumerable.Range(0, layers).Select(_ => new TransformerBlock(width, heads, options)));
        _norm = Add("norm", new LayerNorm(width));
        _head = Add("head", new Linear(width, characters, bias: false));
    }

    public Variable Call(Variable tokens, IReadOnlyList<KeyValueCache>? caches = null) => Call((tokens, caches));

    // What the blocks remember of a text while it is written.
    public IReadOnlyList<KeyValueCache> NewCaches() => [.. _blocks.Select(_ => new KeyValueCache())];

    protected override Variable Forward((Variable Tokens, IReadOnlyList<KeyValueCache>? Caches) input)
    {
        var x = _embedding.Call(input.Tokens);
        for (var i = 0; i < _blocks.Count; i++)
            x = _blocks[i].Call(x, cache: input.Caches?[i]);
        return _head.Call(_norm.Call(x));
    }
}
