using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Dropout.</content>
public sealed partial class Variable
{
    /// <summary>Each element is 0 with probability p, and divided by 1 − p otherwise, independently: the mean stays.</summary>
    /// <param name="p">The probability, from 0 to 1.</param>
    /// <param name="random">The stream the mask comes from; the shared one by default.</param>
    /// <exception cref="ArgumentException">p is outside [0, 1], or the elements are no floats.</exception>
    public Variable Dropout(double p, RandomGenerator? random = null)
    {
        ThrowIfReleased("dropout");
        if (p is not (>= 0 and <= 1))
            throw Errors.Argument("dropout", $"the probability is {p}", "use 0 to 1");
        DTypeChecks.Float("dropout", this);
        return p == 0 ? this : Operation.Apply(new DropoutOp(p, (random ?? RandomGenerator.Shared).Next()), this);
    }
}

/// <summary>y = x · m with m = 1/(1 − p) or 0 from a substream of its own. Linear: dx = dy · m.</summary>
public sealed class DropoutOp : Operation
{
    private readonly double _p;
    private readonly RandomKey _key;

    internal DropoutOp(double p, RandomKey key)
    {
        _p = p;
        _key = key;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        var mask = context.Allocate(x.Shape, x.DType);
        context.Backend.RandomFill(mask.View, RandomDistribution.Bernoulli, 1 - _p, _p == 1 ? 0 : 1 / (1 - _p), _key);
        var y = context.Allocate(x.Shape, x.DType);

        // The mask first: its zeros are strong, so a dropped ∞ or NaN is 0.
        context.Backend.Binary<StrongProductOp.Rule>(mask.View, x.View, y.View);
        context.Save(mask);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) =>
        sink.Add(0, StrongProductOp.Apply(context.Saved(0), context.Cotangent));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(StrongProductOp.Apply(context.Saved(0), tangent));
    }
}
