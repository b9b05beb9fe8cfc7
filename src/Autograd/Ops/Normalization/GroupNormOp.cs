using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Group normalisation.</content>
public sealed partial class Variable
{
    /// <summary>
    /// Group normalisation, y = (x − mean) / √(variance + ε) · weight + bias, with the mean and the biased variance of each item's groups of
    /// neighbouring channels (Wu and He, 2018). One group for each channel is instance normalisation.
    /// </summary>
    /// <remarks>A group of equal elements becomes the bias, with the slope weight / √ε about its mean, 0 for a single one. A group with NaN or ∞ becomes NaN.</remarks>
    /// <param name="groups">The number of groups, a divisor of the channels.</param>
    /// <param name="weight">[channels], or null for 1.</param>
    /// <param name="bias">[channels], or null for 0.</param>
    /// <param name="epsilon">ε, positive.</param>
    /// <returns>[batch, channels, …] like this Variable.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, the groups do not divide the channels, or ε is not positive.</exception>
    public Variable GroupNorm(int groups, Variable? weight = null, Variable? bias = null, double epsilon = 1e-5)
    {
        ChannelAxes.Check("group_norm", this);
        if (groups < 1 || Shape[1] % groups != 0)
            throw Errors.Argument("group_norm", $"{groups} groups do not divide {Shape[1]} channels", "use a divisor");
        var affine = Affine.Check("group_norm", this, weight, bias, [Shape[1]], epsilon);
        return Affine.Apply(GroupNormOp.Get(groups, affine), this, weight, bias);
    }
}

/// <summary>
/// y = n · weight + bias with n = (x − mean) / √(variance + ε) of each item's groups of channels; fused. With g = dy · weight,
/// dx = (g − mean(g) − n · mean(g · n)) / √(variance + ε), the means over the group; dweight = Σ dy · n and dbias = Σ dy of each channel.
/// </summary>
public sealed class GroupNormOp : FusedOperation
{
    private static readonly OperationCache<(int Groups, Affine Affine), GroupNormOp> Cache = new(key => new GroupNormOp(key.Groups, key.Affine));

    private readonly int _groups;
    private readonly Affine _affine;

    private GroupNormOp(int groups, Affine affine)
    {
        _groups = groups;
        _affine = affine;
    }

    /// <inheritdoc/>
    public override string Name => "group_norm";

    /// <inheritdoc/>
    protected internal override Variable Decompose(ReadOnlySpan<Variable> inputs)
    {
        var shape = inputs[0].Shape;
        var axes = ChannelAxes.Of(shape);
        var x = inputs[0].Reshape(axes.Batch, _groups, checked(axes.Channels / _groups * axes.Inner));
        var centred = x - x.Mean([2], keepAxes: true);
        var variances = (centred * centred).Mean([2], keepAxes: true);
        var y = (centred / (variances + _affine.Epsilon).Sqrt()).Reshape(shape);
        return _affine.Finish(y, inputs, 1, ChannelAxes.Broadcast(shape));
    }

    /// <inheritdoc/>
    protected override bool TryForward(in ForwardContext context)
    {
        if (context.Backend is not INormalizationKernels kernels)
            return false;
        var x = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var axes = ChannelAxes.Of(x.Shape);
        var y = context.Allocate(x.Shape, x.DType);
        var means = context.Allocate([axes.Batch, _groups], x.DType);
        var variances = context.Allocate(means.Shape, x.DType);
        kernels.ChannelMoments(axes.View(x), means.View, variances.View);
        kernels.NormalizeChannels(
            axes.View(x), means.View, variances.View, _affine.Epsilon, _affine.Weight(context.Inputs, 1), _affine.Bias(context.Inputs, 1), axes.View(y));
        context.Save(means);
        context.Save(variances);
        context.SetOutput(y);
        return true;
    }

    /// <inheritdoc/>
    protected override bool TryVjp(in VjpContext context, in GradientSink sink)
    {
        if (context.Backend is not INormalizationKernels kernels)
            return false;
        var x = context.Input(0).IsContiguous ? context.Input(0) : context.Input(0).CopyContiguous();
        var axes = ChannelAxes.Of(x.Shape);
        var dx = context.Needs(0) ? Variable.Allocate(context.Backend, x.Shape, x.DType) : null;
        var dWeight = _affine.WeightGradient(context, 1);
        var dBias = _affine.BiasGradient(context, 1);
        kernels.NormalizeChannelsVjp(
            axes.View(x),
            context.Saved(0).View,
            context.Saved(1).View,
            areMoments: true,
            _affine.Epsilon,
            _affine.Weight(context, 1),
            axes.View(context.Cotangent.Contiguous()),
            dx is null ? null : axes.View(dx),
            dWeight?.View,
            dBias?.View);
        _affine.Sink(sink, dx, dWeight, dBias, 1);
        return true;
    }

    internal static GroupNormOp Get(int groups, Affine affine) => Cache.Get((groups, affine));
}
