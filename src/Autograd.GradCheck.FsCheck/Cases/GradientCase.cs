namespace Autograd.GradientChecking.Properties;

/// <summary>One case of a gradient property: the inputs a function is checked at.</summary>
public sealed class GradientCase
{
    internal GradientCase(ShapePlan plan, IReadOnlyList<CaseInput> inputs) => (Plan, Inputs) = (plan, inputs);

    /// <summary>The inputs.</summary>
    public IReadOnlyList<CaseInput> Inputs { get; }

    /// <summary>What the shapes come from: what of them may be made smaller.</summary>
    internal ShapePlan Plan { get; }

    /// <summary>The inputs in one line.</summary>
    public override string ToString() => string.Join(" × ", Inputs);

    /// <summary>Everything that tells it from another one.</summary>
    internal string Text() => string.Join(" × ", Inputs.Select(input => $"{input.Shape} {input.Layout} {string.Join(' ', input.Values.Select(CSharpCode.Of))}"));
}
