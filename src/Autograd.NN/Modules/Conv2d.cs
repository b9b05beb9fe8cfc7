namespace Autograd.NN;

/// <summary>A two-dimensional convolution of images [batch, in, height, width].</summary>
public sealed class Conv2d : Module
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;

    /// <summary>Makes the layer. Weight and bias are uniform in ±1/√fan-in unless said otherwise.</summary>
    /// <param name="inputs">The channels of the input, 1 or more.</param>
    /// <param name="outputs">The channels of the output, 1 or more.</param>
    /// <param name="kernel">The kernel's height and width.</param>
    /// <param name="stride">Pixels from one output to the next; 1 by default.</param>
    /// <param name="padding">Zeros around the image; 0 by default.</param>
    /// <param name="dilation">Pixels from one kernel element to the next; 1 by default.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="initialiser">What draws the weight; Kaiming's uniform with a = √5 by default, as PyTorch does.</param>
    /// <exception cref="ArgumentException">A size is less than 1, or the groups do not divide the channels.</exception>
    public Conv2d(
        int inputs,
        int outputs,
        Size2 kernel,
        Size2? stride = null,
        Size2? padding = null,
        Size2? dilation = null,
        int groups = 1,
        bool bias = true,
        Initialiser? initialiser = null)
    {
        if (inputs < 1 || outputs < 1 || kernel.Height < 1 || kernel.Width < 1)
            throw Errors.Argument("Conv2d", $"{inputs} inputs, {outputs} outputs, kernel {kernel}", "give 1 or more");
        if (groups < 1 || inputs % groups != 0 || outputs % groups != 0)
            throw Errors.Argument("Conv2d", $"{groups} groups do not divide {inputs} inputs and {outputs} outputs", "use a common divisor");
        (Inputs, Outputs, Kernel, Groups) = (inputs, outputs, kernel, groups);
        (Stride, Padding, Dilation) = (stride ?? 1, padding ?? 0, dilation ?? 1);
        _weight = AddParameter("weight", [outputs, inputs / groups, kernel.Height, kernel.Width], initialiser ?? Initialisers.KaimingUniform(Math.Sqrt(5)));
        var bound = 1 / Math.Sqrt((double)inputs / groups * kernel.Height * kernel.Width);
        _bias = bias ? AddParameter("bias", [outputs], Initialisers.Uniform(-bound, bound)) : null;
    }

    /// <summary>The channels of the input.</summary>
    public int Inputs { get; }

    /// <summary>The channels of the output.</summary>
    public int Outputs { get; }

    /// <summary>The kernel's height and width.</summary>
    public Size2 Kernel { get; }

    /// <summary>Pixels from one output to the next.</summary>
    public Size2 Stride { get; }

    /// <summary>Zeros around the image.</summary>
    public Size2 Padding { get; }

    /// <summary>Pixels from one kernel element to the next.</summary>
    public Size2 Dilation { get; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; }

    /// <summary>The kernel, [out, in / groups, height, width].</summary>
    public Parameter Weight => _weight;

    /// <summary>The bias, [out], or null without one.</summary>
    public Parameter? Bias => _bias;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = $"Conv2d({Inputs} → {Outputs}, {Kernel.Height}×{Kernel.Width}";
        if (Stride != 1)
            text += $", stride {Stride}";
        if (Padding != 0)
            text += $", padding {Padding}";
        if (Dilation != 1)
            text += $", dilation {Dilation}";
        if (Groups != 1)
            text += $", {Groups} groups";
        return text + (_bias is null ? ", no bias)" : ")");
    }

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.Conv2d(_weight, _bias, Stride, Padding, Dilation, Groups);
}
