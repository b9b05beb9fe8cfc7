using System.Globalization;
using System.Text;

namespace Autograd.GradientChecking;

/// <summary>
/// What checking the operations of a recorded function one by one has found: the operations whose derivative is wrong by
/// itself, or, where each is right alone and the whole is not, what happened between them.
/// </summary>
public sealed class TapeBisection
{
    internal TapeBisection(
        int nodes, int screened, int probed, IReadOnlyList<TapeFinding> findings, IReadOnlyList<string> evidence, IReadOnlyList<string> unchecked_, TimeSpan elapsed)
    {
        Nodes = nodes;
        Screened = screened;
        Probed = probed;
        Findings = findings;
        Evidence = evidence;
        Unchecked = unchecked_;
        Elapsed = elapsed;
    }

    /// <summary>How many recorded operations lie between the inputs and the outputs.</summary>
    public int Nodes { get; }

    /// <summary>How many were replayed and held against the identities.</summary>
    public int Screened { get; }

    /// <summary>How many were held against differences; fewer where the identities have found the fault already.</summary>
    public int Probed { get; }

    /// <summary>The operations that are wrong alone, the one the backward walk meets first in front.</summary>
    public IReadOnlyList<TapeFinding> Findings { get; }

    /// <summary>What was found between operations that are right alone: values that carry no gradient, hooks, sums that do not add up.</summary>
    public IReadOnlyList<string> Evidence { get; }

    /// <summary>Operations that could not be replayed alone, each with the reason.</summary>
    public IReadOnlyList<string> Unchecked { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Whether every operation was checked and none is wrong.</summary>
    public bool Passed => Findings.Count == 0 && Unchecked.Count == 0;

    /// <summary>The first finding, or the evidence; one fact a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Findings.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"wrong alone: {Findings[0]}");
            foreach (var other in Findings.Skip(1))
                text.Append(CultureInfo.InvariantCulture, $"\nand: {other}");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"each of {Screened} operations is right alone");
            foreach (var fact in Evidence)
                text.Append(CultureInfo.InvariantCulture, $"\n{fact}");
        }

        foreach (var reason in Unchecked)
            text.Append(CultureInfo.InvariantCulture, $"\nnot checked: {reason}");
        text.Append(CultureInfo.InvariantCulture, $"\n{Nodes} operations on the tape, {Screened} replayed, {Probed} against differences, {Elapsed.TotalMilliseconds:0} ms");
        return text.ToString();
    }
}
