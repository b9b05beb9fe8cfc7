namespace Autograd.NN;

/// <summary>The affine map y = x·Wᵀ + b of the last axis.</summary>
public sealed class Linear : Module
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;

    /// <summary>Makes the layer. Weight and bias are uniform in ±1/√in unless said otherwise.</summary>
    /// <param name="inputs">The last axis of the input, 1 or more.</param>
    /// <param name="outputs">The last axis of the output, 1 or more.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="initialiser">What draws the weight; Kaiming's uniform with a = √5 by default, as PyTorch does.</param>
    /// <param name="biasInitialiser">What draws the bias; uniform in ±1/√in by default.</param>
    /// <exception cref="ArgumentException">A size is less than 1.</exception>
    public Linear(int inputs, int outputs, bool bias = true, Initialiser? initialiser = null, Initialiser? biasInitialiser = null)
    {
        if (inputs < 1 || outputs < 1)
            throw Errors.Argument("Linear", $"{inputs} inputs, {outputs} outputs", "give 1 or more");
        (Inputs, Outputs) = (inputs, outputs);
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

    /// <inheritdoc/>
    public override string ToString() => $"Linear({Inputs} → {Outputs}{(_bias is null ? ", no bias" : string.Empty)})";

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.Linear(_weight, _bias);
}
