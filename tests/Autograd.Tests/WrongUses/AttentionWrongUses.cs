namespace Autograd.Tests.WrongUses;

/// <summary>Normalisation and attention.</summary>
internal sealed class AttentionWrongUses : IWrongUses
{
    public string Heading => "Normalisation and attention";

    public IReadOnlyList<WrongUse> Uses(Variable x, Variable d, Variable i, Variable images) =>
    [
        WrongUse.Of<ArgumentException>(() => x.LayerNorm([2]), "layer_norm: an input of [2, 3] does not end in [2]; give the lengths of its last axes, one or more"),
        WrongUse.Of<ArgumentException>(() => x.LayerNorm([3], d[0]), "layer_norm: the input is float32, the weight float64; cast them to one type"),
        WrongUse.Of<ArgumentException>(() => x.RmsNorm([3], epsilon: 0), "rms_norm: epsilon is 0; use a small positive number, 1e-5: it keeps constant rows finite"),
        WrongUse.Of<ArgumentException>(() => images.GroupNorm(3), "group_norm: 3 groups do not divide 4 channels; use a divisor"),
        WrongUse.Of<ArgumentException>(() => images.BatchNorm(Variable.Ones([8])), "batch_norm: a weight of [8] for [4]; the weight is [4]"),
        WrongUse.Of<ArgumentException>(() => x[0].BatchNorm(), "batch_norm: an input of [3]; give [batch, channels] or [batch, channels, …]"),
        WrongUse.Of<ArgumentException>(
            () => x.ScaledDotProductAttention(x, x.T),
            "scaled_dot_product_attention: queries of [2, 3], keys of [2, 3], values of [3, 2]; give […, heads, queries, E], […, heads, keys, E] and […, heads, keys, Ev], the heads of keys and values dividing the queries'"),
        WrongUse.Of<ArgumentException>(
            () => x.ScaledDotProductAttention(x, x, mask: i), "scaled_dot_product_attention: the mask is int64, the queries float32; give a bool mask, or an additive one of the queries' type"),
        WrongUse.Of<ArgumentException>(() => x.RotaryEmbedding(), "rotary_embedding: an input of [2, 3]; give […, length, features], an even number of features"),
    ];
}
