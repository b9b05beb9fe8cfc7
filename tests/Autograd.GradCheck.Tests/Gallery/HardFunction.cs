namespace Autograd.GradientChecking.Tests.Gallery;

/// <summary>A function with right derivatives that is hard to difference.</summary>
/// <param name="Name">What makes it hard.</param>
/// <param name="Function">The function.</param>
/// <param name="Inputs">Where.</param>
public sealed record HardFunction(string Name, Func<Variable[], Variable[]> Function, Variable[] Inputs)
{
    /// <summary>The verdict; anything but a pass has a <see cref="Reason"/>.</summary>
    public Verdict Verdict { get; init; } = Verdict.Pass;

    /// <summary>Why it is no pass.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the function is defined.</summary>
    public InputDomain? Domain { get; init; }

    /// <summary>The options.</summary>
    public GradCheckOptions Options => new() { Domains = [Domain] };

    public static HardFunction Of(string name, Func<Variable, Variable> function, params double[] x) => new(name, inputs => [function(inputs[0])], [Variable.From(x)]);

    public static HardFunction At(string name, Variable x, Func<Variable, Variable> function) => new(name, inputs => [function(inputs[0])], [x]);

    public override string ToString() => Name;
}
