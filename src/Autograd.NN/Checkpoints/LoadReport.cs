using System.Text;

namespace Autograd.NN;

/// <summary>How the tensors of a file and the parts of a model fit each other.</summary>
public sealed class LoadReport
{
    private const int Listed = 5;

    internal LoadReport()
    {
    }

    /// <summary>What the model has and the file lacks.</summary>
    public IReadOnlyList<string> Missing => MissingNames;

    /// <summary>What the file has and the model lacks.</summary>
    public IReadOnlyList<string> Unexpected => UnexpectedNames;

    /// <summary>What both have in different shapes, with both.</summary>
    public IReadOnlyList<string> WrongShape => WrongShapes;

    /// <summary>What both have in different element types, with both.</summary>
    public IReadOnlyList<string> WrongType => WrongTypes;

    /// <summary>Whether everything fits.</summary>
    public bool IsClean => Missing.Count == 0 && Unexpected.Count == 0 && Fits;

    /// <summary>Whether everything that both have fits.</summary>
    internal bool Fits => WrongShape.Count == 0 && WrongType.Count == 0;

    internal List<string> MissingNames { get; } = [];

    internal List<string> UnexpectedNames { get; } = [];

    internal List<string> WrongShapes { get; } = [];

    internal List<string> WrongTypes { get; } = [];

    /// <summary>What does not fit, by kind, in one line.</summary>
    public override string ToString()
    {
        if (IsClean)
            return "everything fits";
        var text = new StringBuilder();
        Append(text, "missing", Missing);
        Append(text, "unexpected", Unexpected);
        Append(text, "of another shape", WrongShape);
        Append(text, "of another type", WrongType);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string kind, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return;
        if (text.Length > 0)
            text.Append(", ");
        text.Append($"{names.Count} {kind} ({string.Join(", ", names.Take(Listed))}{(names.Count > Listed ? ", …" : string.Empty)})");
    }
}
