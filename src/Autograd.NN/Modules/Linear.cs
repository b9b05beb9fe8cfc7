namespace Autograd.NN;

/// <summary>The affine map y = x·Wᵀ + b of the last axis, or y = f(x·Wᵀ + b) with an activation f that is computed with the product.</summary>
public sealed class Linear : Module
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly Activation? _activation;

    /// <summary>Makes the layer. Weight and bias are uniform in ±1/√in unless said otherwise.</summary>
    /// <param name="inputs">The last axis of the input, 1 or more.</param>
    /// <param name="outputs">The last axis of the output, 1 or more.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="initialiser">What draws the weight; Kaiming's uniform with a = √5 by default, as PyTorch does.</param>
    /// <param name="biasInitialiser">What draws the bias; uniform in ±1/√in by default.</param>
    /// <param name="activation">What the results pass through, with the same bits as a module behind this one and in fewer passes over memory; nothing by default.</param>
    /// <exception cref="ArgumentException">A size is less than 1, or there is no such activation.</exception>
    public Linear(
        int inputs, int outputs, bool bias = true, Initialiser? initialiser = null, Initialiser? biasInitialiser = null, Activation? activation = null)
    {
        if (inputs < 1 || outputs < 1)
            throw Errors.Argument("Linear", $"{inputs} inputs, {outputs} outputs", "give 1 or more");
        if (activation is { } given && !Enum.IsDefined(given))
            throw Errors.Argument("Linear", $"there is no activation {(int)given}", "use one that Activation names");
        (Inputs, Outputs, _activation) = (inputs, outputs, activation);
        _weight = AddParameter("weight", [outputs, inputs], initialiser ?? Initialisers.KaimingUniform(Math.Sqrt(5)));
        var bound = 1 / Math.Sqrt(inputs);
        _bias = bias ? AddParameter("bias", [outputs], biasInitialiser ?? Initialisers.Uniform(-bound, bound)) : null;
    }

    /// <summary>The last axis of the input.</summary>
    public int Inputs { get; }

    /// <summary>The last axis of the output.</summary>
    public int Outputs { get; }

    /// <summary>W, [out, in].</summary>
    public Parameter Weight => _weight;

    /// <summary>b, [out], or null without one.</summary>
    public Parameter? Bias => _bias;

    /// <summary>What the results pass through, or null.</summary>
    public Activation? Activation => _activation;

    /// <inheritdoc/>
    public override string ToString() =>
        $"Linear({Inputs} → {Outputs}{(_bias is null ? ", no bias" : string.Empty)}{(_activation is { } f ? $", {f}" : string.Empty)})";

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) =>
        _activation is { } activation ? input.Linear(_weight, _bias, activation) : input.Linear(_weight, _bias);
}
