namespace Autograd.NN;

/// <summary>
/// Batch normalisation: in training by the batch's own statistics, of which running averages are kept; in evaluation by these. What
/// <see cref="BatchNorm1d"/> and <see cref="BatchNorm2d"/> share.
/// </summary>
/// <remarks>
/// The running variance averages unbiased variances, the batch itself is normalised by the biased one. A forward pass in training changes
/// the averages, so a checkpointed one, which runs twice, counts its batch twice.
/// </remarks>
public abstract class BatchNorm : Module
{
    private readonly Parameter? _weight;
    private readonly Parameter? _bias;
    private readonly StateBuffer? _mean;
    private readonly StateBuffer? _variance;
    private readonly StateBuffer? _batches;

    private protected BatchNorm(int channels, double epsilon, double? momentum, bool affine, bool tracks)
    {
        if (channels < 1)
            throw Errors.Argument(GetType().Name, $"{channels} channels", "give 1 or more");
        if (!(epsilon > 0 && double.IsFinite(epsilon)))
            throw Errors.Argument(GetType().Name, $"epsilon is {epsilon}", "use a small positive number, 1e-5");
        if (momentum is not (null or (>= 0 and <= 1)))
            throw Errors.Argument(GetType().Name, $"the momentum is {momentum}", "use 0 to 1, or null for the mean of all batches");
        (Channels, Epsilon, Momentum) = (channels, epsilon, momentum);
        if (affine)
        {
            _weight = AddParameter("weight", [channels], Initialisers.Constant(1));
            _bias = AddParameter("bias", [channels], Initialisers.Constant(0));
        }

        if (tracks)
        {
            _mean = AddBuffer("running_mean", Variable.Zeros([channels]));
            _variance = AddBuffer("running_var", Variable.Ones([channels]));
            _batches = AddBuffer("num_batches_tracked", Variable.Zeros(Shape.Scalar, DType.Int64));
        }
    }

    /// <summary>The channels of the input.</summary>
    public int Channels { get; }

    /// <summary>ε, added to variances.</summary>
    public double Epsilon { get; }

    /// <summary>How far the averages go towards each batch's statistics; null for the mean of all batches.</summary>
    public double? Momentum { get; }

    /// <summary>The weight, [channels], 1 at first, or null without.</summary>
    public Parameter? Weight => _weight;

    /// <summary>The bias, [channels], 0 at first, or null without.</summary>
    public Parameter? Bias => _bias;

    /// <summary>The running mean, [channels], or null without.</summary>
    public StateBuffer? RunningMean => _mean;

    /// <summary>The running variance, [channels], or null without.</summary>
    public StateBuffer? RunningVariance => _variance;

    /// <summary>How many batches the averages have seen, or null without.</summary>
    public StateBuffer? BatchesTracked => _batches;

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{GetType().Name}({Channels}{(_weight is null ? ", no parameters" : string.Empty)}{(_mean is null ? ", no averages" : string.Empty)})");

    /// <inheritdoc/>
    protected override Variable Forward(Variable input)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckInput(input);
        if (!Training && _mean is not null)
            return input.BatchNormWithStatistics(_mean, _variance!, _weight, _bias, Epsilon);
        if (!Training || _mean is null)
            return input.BatchNorm(_weight, _bias, Epsilon);
        var count = input.Count / Channels;
        if (count < 2)
            throw Errors.State(GetType().Name, $"an input of {input.Shape} has {count} elements a channel, and no variance", "train on larger batches, or call Eval()");
        var y = input.BatchNorm(out var mean, out var variance, _weight, _bias, Epsilon);
        var batches = _batches!.Value;
        _batches.CopyFrom(batches + 1);
        var step = Momentum ?? 1.0 / batches.Item<long>();
        _mean.Lerp(mean, step);
        _variance!.Lerp(variance * (count / (count - 1.0)), step);
        return y;
    }

    /// <summary>Throws where the input has other axes than the module is for.</summary>
    private protected abstract void CheckInput(Variable input);

    /// <summary>Throws where an input is not of some number of axes or has other channels.</summary>
    private protected void CheckInput(Variable input, bool isRankRight, string remedy)
    {
        if (!isRankRight || input.Shape[1] != Channels)
            throw Errors.Argument(GetType().Name, $"an input of {input.Shape} for {Channels} channels", remedy);
    }
}
