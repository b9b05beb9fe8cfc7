using Autograd.Tapes;

namespace Autograd.Ops;

/// <summary>Where an operation's derivative puts the inputs' cotangents; contributions to one input are summed.</summary>
public readonly ref struct GradientSink
{
    private readonly Walk _walk;
    private readonly TapeNode _node;

    internal GradientSink(Walk walk, TapeNode node)
    {
        _walk = walk;
        _node = node;
    }

    /// <summary>Adds a contribution to an input's cotangent. The walk checks shape, dtype and device and repairs nothing.</summary>
    /// <param name="input">The input's index.</param>
    /// <param name="cotangent">The contribution, of the input's shape and dtype.</param>
    /// <exception cref="InvalidOperationException">The contribution's shape, dtype or device is not the input's.</exception>
    public void Add(int input, Variable cotangent) => _walk.Add(_node, input, cotangent);

    /// <summary>
    /// Adds a contribution to the region of an input that a slice names; the rest gets nothing. In a loop over slices each
    /// costs its own size only.
    /// </summary>
    /// <param name="input">The input's index.</param>
    /// <param name="cotangent">The contribution, of the slice's shape.</param>
    /// <param name="region">The slice of the input it belongs to.</param>
    public void AddRegion(int input, Variable cotangent, SliceOp region) => _walk.AddRegion(_node, input, cotangent, region);
}
