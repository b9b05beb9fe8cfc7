using Autograd.GradientChecking.Tests.Planted;

namespace Autograd.GradientChecking.Tests.Gallery;

/// <summary>A function with a wrong derivative, where to look, and what a checker must say.</summary>
/// <param name="Name">The mistake, in words.</param>
/// <param name="Make">Makes the function anew, with whatever state it keeps between calls.</param>
/// <param name="Inputs">Where it is checked.</param>
public sealed record PlantedBug(string Name, Func<Func<Variable[], Variable[]>> Make, Variable[] Inputs)
{
    /// <summary>The verdict.</summary>
    public Verdict Verdict { get; init; } = Verdict.Fail;

    /// <summary>The position of the input whose gradient is wrong; −1 where the mistake belongs to no input, null where that depends on what sees it first.</summary>
    public int? Input { get; init; } = 0;

    /// <summary>The wrong element's indices, where one is wrong or the worst is clear.</summary>
    public int[]? Element { get; init; }

    /// <summary>The check that must see it.</summary>
    public string? Check { get; init; }

    /// <summary>What the diagnosis must begin with.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>Where every operation is right alone: what the tape bisect must say of what lies between them.</summary>
    public string? Between { get; init; }

    /// <summary>The same value with the derivative that the framework gives it, which must pass; null where there is none.</summary>
    public Func<Variable[], Variable[]>? Right { get; init; }

    /// <summary>Whether the mistake is about memory: strides, writes in place, buffers.</summary>
    public bool IsAboutMemory { get; init; }

    /// <summary>Whether there is a forward derivative to check.</summary>
    public bool HasForward { get; init; }

    /// <summary>The checker's options for it.</summary>
    public GradCheckOptions Options => new() { ChecksJvp = HasForward };

    /// <summary>A wrong operation of one input.</summary>
    public static PlantedBug Of(
        string name, Variable x, Func<Variable, Variable> value, Func<Variable, Variable, Variable> pull, Func<Variable, Variable, Variable>? recorded = null) =>
        new(name, () => Lift(PlantedOp.Unary(value, pull, recorded)), [x]) { Right = inputs => [value(inputs[0])] };

    /// <summary>A wrong operation of two inputs.</summary>
    public static PlantedBug Of(
        string name, Variable x, Variable y, Func<Variable, Variable, Variable> value, Func<Variable, Variable, Variable, Variable?[]> pull)
    {
        var operation = new PlantedOp { Value = inputs => value(inputs[0], inputs[1]), Pull = (dy, inputs) => pull(dy, inputs[0], inputs[1]) };
        return new(name, () => inputs => [Ops.Operation.Apply(operation, inputs)], [x, y]) { Right = inputs => [value(inputs[0], inputs[1])] };
    }

    /// <summary>A wrong operation of one input whose value the framework's operations cannot give.</summary>
    public static PlantedBug Opaque(string name, Variable x, Func<Variable, Variable> value, Func<Variable, Variable, Variable> pull) =>
        Of(name, x, value, pull) with { Right = null };

    /// <summary>A function made anew for every check.</summary>
    public static PlantedBug Stateful(string name, Variable x, Func<Func<Variable, Variable>> make) => new(name, () => Lift(make()), [x]);

    public override string ToString() => Name;

    private static Func<Variable[], Variable[]> Lift(Func<Variable, Variable> function) => inputs => [function(inputs[0])];
}
