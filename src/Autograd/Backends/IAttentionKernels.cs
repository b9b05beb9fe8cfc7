namespace Autograd.Backends;

/// <summary>Attention in tiles: memory grows with the sequences, never with their product.</summary>
/// <remarks>
/// Queries, keys and values are [batch, heads, length, features], of one float type and any strides, the features next to each other.
/// There may be fewer heads of keys and values: each serves as many neighbouring heads of queries.
/// </remarks>
public interface IAttentionKernels
{
    /// <summary>y = softmax(scale · q·kᵀ + mask) · v for each head; 0 for a query that may attend to nothing.</summary>
    /// <param name="q">[batch, heads, queries, features].</param>
    /// <param name="k">[batch, shared heads, keys, features].</param>
    /// <param name="v">[batch, shared heads, keys, value features].</param>
    /// <param name="mask">[batch, heads, queries, keys] of any strides: bool, true where a query may attend, or what is added to the products; or null.</param>
    /// <param name="attributes">Scale, causality, dropout.</param>
    /// <param name="y">[batch, heads, queries, value features], contiguous.</param>
    /// <param name="logSumExps">[batch, heads, queries], contiguous: what the backward pass needs to know the weights again.</param>
    void Attend(
        in TensorView q, in TensorView k, in TensorView v, in TensorView? mask, in AttentionAttributes attributes, in TensorView y, in TensorView logSumExps);

    /// <summary>The cotangents of queries, keys and values.</summary>
    /// <param name="q">As in the forward pass.</param>
    /// <param name="k">As in the forward pass.</param>
    /// <param name="v">As in the forward pass.</param>
    /// <param name="mask">As in the forward pass.</param>
    /// <param name="attributes">As in the forward pass.</param>
    /// <param name="y">From the forward pass.</param>
    /// <param name="logSumExps">From the forward pass.</param>
    /// <param name="dy">Of y's shape, contiguous.</param>
    /// <param name="dq">Of q's shape, contiguous.</param>
    /// <param name="dk">Of k's shape, contiguous.</param>
    /// <param name="dv">Of v's shape, contiguous.</param>
    void AttendVjp(
        in TensorView q,
        in TensorView k,
        in TensorView v,
        in TensorView? mask,
        in AttentionAttributes attributes,
        in TensorView y,
        in TensorView logSumExps,
        in TensorView dy,
        in TensorView dq,
        in TensorView dk,
        in TensorView dv);
}
