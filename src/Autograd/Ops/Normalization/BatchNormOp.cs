using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Batch normalisation.</content>
public sealed partial class Variable
{
    /// <summary>
    /// Batch normalisation as in training, y = (x − mean) / √(variance + ε) · weight + bias, with the mean and the biased variance of each
    /// channel over the batch and all axes behind the channels (Ioffe and Szegedy, 2015).
    /// </summary>
    /// <remarks>A channel of equal elements becomes the bias, with the slope weight / √ε about its mean, 0 for a single one. A channel with NaN or ∞ becomes NaN.</remarks>
    /// <param name="weight">[channels], or null for 1.</param>
    /// <param name="bias">[channels], or null for 0.</param>
    /// <param name="epsilon">ε, positive.</param>
    /// <returns>[batch, channels, …] like this Variable.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or ε is not positive.</exception>
    public Variable BatchNorm(Variable? weight = null, Variable? bias = null, double epsilon = 1e-5) =>
        BatchNormOp.OfBatch(this, weight, bias, epsilon, out _, out _);

    /// <summary>Batch normalisation as in training, which also gives the statistics it used, for running averages.</summary>
    /// <param name="mean">[channels]: the means; NaN over nothing. Gradients do not pass.</param>
    /// <param name="variance">[channels]: the biased variances. Gradients do not pass.</param>
    /// <param name="weight">[channels], or null for 1.</param>
    /// <param name="bias">[channels], or null for 0.</param>
    /// <param name="epsilon">ε, positive.</param>
    /// <returns>[batch, channels, …] like this Variable.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or ε is not positive.</exception>
    public Variable BatchNorm(out Variable mean, out Variable variance, Variable? weight = null, Variable? bias = null, double epsilon = 1e-5) =>
        BatchNormOp.OfBatch(this, weight, bias, epsilon, out mean, out variance);

    /// <summary>
    /// Batch normalisation as in evaluation, y = (x − mean) / √(variance + ε) · weight + bias, with statistics that were gathered before.
    /// </summary>
    /// <param name="mean">[channels].</param>
    /// <param name="variance">[channels], not negative.</param>
    /// <param name="weight">[channels], or null for 1.</param>
    /// <param name="bias">[channels], or null for 0.</param>
    /// <param name="epsilon">ε, positive.</param>
    /// <returns>[batch, channels, …] like this Variable.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or ε is not positive.</exception>
    public Variable BatchNormWithStatistics(Variable mean, Variable variance, Variable? weight = null, Variable? bias = null, double epsilon = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        return BatchNormOp.OfStatistics(this, mean, variance, weight, bias, epsilon);
    }
}

/// <summary>
/// y = n · weight + bias with n = (x − mean) / √(variance + ε) of each channel; fused. Its inputs are x, mean and variance, then what there
/// is of weight and bias. Of a batch the statistics are functions of x: with g = dy · weight,
/// dx = (g − mean(g) − n · mean(g · n)) / √(variance + ε). Of given statistics dx = g / √(variance + ε). dweight = Σ dy · n, dbias = Σ dy.
/// </summary>
public sealed class BatchNormOp : FusedOperation, IDerivedInputs
{
    private const int AffinePlace = 3;

    private static readonly OperationCache<(bool OfBatch, Affine Affine), BatchNormOp> Cache = new(key => new BatchNormOp(key.OfBatch, key.Affine));

    private readonly bool _ofBatch;
    private readonly Affine _affine;

    private BatchNormOp(bool ofBatch, Affine affine)
    {
        _ofBatch = ofBatch;
        _affine = affine;
    }

    /// <inheritdoc/>
    public override string Name => "batch_norm";

    bool IDerivedInputs.HasDerivedInputs => _ofBatch;

    /// <inheritdoc/>
    protected internal override Variable Decompose(ReadOnlySpan<Variable> inputs)
    {
        var x = inputs[0];
        var shape = ChannelAxes.Broadcast(x.Shape);
        if (!_ofBatch)
            return _affine.Finish((x - inputs[1].Reshape(shape)) / (inputs[2].Reshape(shape) + _affine.Epsilon).Sqrt(), inputs, AffinePlace, shape);
        var others = AllButChannels(x.Rank);
        var centred = x - x.Mean(others, keepAxes: true);
        var variances = (centred * centred).Mean(others, keepAxes: true);
        return _affine.Finish(centred / (variances + _affine.Epsilon).Sqrt(), inputs, AffinePlace, shape);
    }

    /// <inheritdoc/>
    protected override bool TryForward(in ForwardContext context)
    {
        if (context.Backend is not INormalizationKernels kernels)
            return false;
        var x = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var axes = ChannelAxes.Of(x.Shape);
        var y = context.Allocate(x.Shape, x.DType);
        kernels.NormalizeChannels(
            axes.View(x),
            context[1].Contiguous().View,
            context[2].Contiguous().View,
            _affine.Epsilon,
            _affine.Weight(context.Inputs, AffinePlace),
            _affine.Bias(context.Inputs, AffinePlace),
            axes.View(y));
        context.SetOutput(y);
        return true;
    }

    /// <inheritdoc/>
    protected override bool TryVjp(in VjpContext context, in GradientSink sink)
    {
        // Whoever trains statistics of their own is served by the decomposition.
        if (context.Backend is not INormalizationKernels kernels || (!_ofBatch && (context.Needs(1) || context.Needs(2))))
            return false;
        var x = context.Input(0).IsContiguous ? context.Input(0) : context.Input(0).CopyContiguous();
        var axes = ChannelAxes.Of(x.Shape);
        var dx = context.Needs(0) ? Variable.Allocate(context.Backend, x.Shape, x.DType) : null;
        var dWeight = _affine.WeightGradient(context, AffinePlace);
        var dBias = _affine.BiasGradient(context, AffinePlace);
        kernels.NormalizeChannelsVjp(
            axes.View(x),
            context.Input(1).Contiguous().View,
            context.Input(2).Contiguous().View,
            _ofBatch,
            _affine.Epsilon,
            _affine.Weight(context, AffinePlace),
            axes.View(context.Cotangent.Contiguous()),
            dx is null ? null : axes.View(dx),
            dWeight?.View,
            dBias?.View);
        _affine.Sink(sink, dx, dWeight, dBias, AffinePlace);
        return true;
    }

    internal static Variable OfBatch(Variable x, Variable? weight, Variable? bias, double epsilon, out Variable mean, out Variable variance)
    {
        const string Name = "batch_norm";
        ChannelAxes.Check(Name, x);
        var affine = Affine.Check(Name, x, weight, bias, [x.Shape[1]], epsilon);
        Moments(x, out mean, out variance);
        return Record(Cache.Get((true, affine)), x, mean, variance, weight, bias);
    }

    internal static Variable OfStatistics(Variable x, Variable mean, Variable variance, Variable? weight, Variable? bias, double epsilon)
    {
        const string Name = "batch_norm";
        ChannelAxes.Check(Name, x);
        mean.ThrowIfReleased(Name);
        variance.ThrowIfReleased(Name);
        if (mean.Rank != 1 || variance.Rank != 1 || mean.Shape[0] != x.Shape[1] || variance.Shape[0] != x.Shape[1])
            throw Errors.Argument(Name, $"a mean of {mean.Shape} and a variance of {variance.Shape} for {x.Shape[1]} channels", "give one number a channel");
        if (mean.DType != x.DType || variance.DType != x.DType)
            throw Errors.Argument(Name, $"the input is {x.DType.Name()}, mean {mean.DType.Name()}, variance {variance.DType.Name()}", "cast them to one type");
        var affine = Affine.Check(Name, x, weight, bias, [x.Shape[1]], epsilon);
        return Record(Cache.Get((false, affine)), x, mean, variance, weight, bias);
    }

    private static Variable Record(BatchNormOp operation, Variable x, Variable mean, Variable variance, Variable? weight, Variable? bias) => (weight, bias) switch
    {
        (null, null) => Operation.Apply(operation, x, mean, variance),
        (null, _) => Operation.Apply(operation, x, mean, variance, bias),
        (_, null) => Operation.Apply(operation, x, mean, variance, weight),
        _ => Operation.Apply(operation, x, mean, variance, weight, bias),
    };

    /// <summary>The batch's own statistics. They carry no gradient: the operation's derivative knows that they are functions of x.</summary>
    private static void Moments(Variable x, out Variable mean, out Variable variance)
    {
        var source = x.Detach();
        if (source.Storage.Backend is INormalizationKernels kernels)
        {
            if (!source.IsContiguous)
                source = source.CopyContiguous();
            mean = Variable.Allocate(source.Storage.Backend, [source.Shape[1]], source.DType);
            variance = Variable.Allocate(source.Storage.Backend, mean.Shape, source.DType);
            kernels.ChannelMoments(ChannelAxes.Of(source.Shape).View(source), mean.View, variance.View);
            return;
        }

        var others = AllButChannels(source.Rank);
        mean = source.Mean(others, keepAxes: false);
        var centred = source - mean.Reshape(ChannelAxes.Broadcast(source.Shape));
        variance = (centred * centred).Mean(others, keepAxes: false);
    }

    private static int[] AllButChannels(int rank)
    {
        var axes = new int[rank - 1];
        for (var i = 1; i < axes.Length; i++)
            axes[i] = i + 1;
        return axes;
    }
}
