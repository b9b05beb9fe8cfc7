using System.Globalization;
using System.Text;

namespace Autograd.GradientChecking;

/// <summary>
/// A recorded operation whose derivative is wrong by itself: replayed alone, with the inputs it met, its derivative and the
/// differences of its value disagree.
/// </summary>
public sealed record TapeFinding
{
    /// <summary>The operation's name.</summary>
    public required string Operation { get; init; }

    /// <summary>The operation's type.</summary>
    public required Type OperationType { get; init; }

    /// <summary>Its place among the operations recorded, counted from 0 in the order of the forward pass.</summary>
    public required int Node { get; init; }

    /// <summary>The path of the module that was running, or an empty text.</summary>
    public string Module { get; init; } = string.Empty;

    /// <summary>The source file of the call, or null without debug information.</summary>
    public string? File { get; init; }

    /// <summary>The line of the call, 0 where the file is not known.</summary>
    public int Line { get; init; }

    /// <summary>Where the operation is part of another one's derivative in a recorded walk: that one's name. Null in the forward pass.</summary>
    public string? DerivativeOf { get; init; }

    /// <summary>The shapes of the operation's inputs.</summary>
    public IReadOnlyList<Shape> InputShapes { get; init; } = [];

    /// <summary>The operation's input by which the derivative is wrong, −1 where the fault is not one input's.</summary>
    public int Input => Failed.Worst?.Input ?? Failed.Input;

    /// <summary>The order of the derivative that is wrong; 0 for a broken contract.</summary>
    public int Order => Failed.Order;

    /// <summary>The worst element: its indices, analytic and numeric value, error bar and ratio. Null where a contract is broken.</summary>
    public GradientEntry? Worst => Failed.Worst;

    /// <summary>What the pattern of the differences says.</summary>
    public string? Diagnosis => Failed.Diagnosis;

    /// <summary>The indices of the input's elements whose derivative is wrong, as far as they were listed.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Elements
    {
        get
        {
            var elements = new List<IReadOnlyList<int>>();
            foreach (var entry in Failed.Wrong)
            {
                if (entry.InputIndex is { } index && entry.Input == Input && !elements.Exists(known => known.SequenceEqual(index)))
                    elements.Add(index);
            }

            return elements.Count == 0 && Worst?.InputIndex is { } worst ? [worst] : elements;
        }
    }

    /// <summary>The first check of the operation that failed.</summary>
    public required CheckResult Failed { get; init; }

    /// <summary>Everything that was checked of the operation alone.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>Operation, place, input, element, numbers and diagnosis, a line each.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Operation} {string.Join(" × ", InputShapes)}");
        if (DerivativeOf is not null)
            text.Append(CultureInfo.InvariantCulture, $" in the derivative of {DerivativeOf}");
        if (Module.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $" in {Module}");
        if (File is not null)
            text.Append(CultureInfo.InvariantCulture, $" at {Path.GetFileName(File)}:{Line}");
        text.Append(CultureInfo.InvariantCulture, $" (node {Node}): {Failed.Name}");
        if (Worst is not null)
            text.Append(CultureInfo.InvariantCulture, $"\n{Worst}");
        if (Elements.Count > 1)
            text.Append(CultureInfo.InvariantCulture, $"\nwrong by elements {string.Join(' ', Elements.Take(8).Select(index => $"[{string.Join(", ", index)}]"))}{(Elements.Count > 8 ? " …" : string.Empty)}");
        if (Diagnosis is not null)
            text.Append(CultureInfo.InvariantCulture, $"\n{Diagnosis}");
        return text.ToString();
    }
}
