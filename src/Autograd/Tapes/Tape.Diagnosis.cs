using Autograd.Ops;
using Autograd.Tapes;

namespace Autograd;

/// <content>What a tape does under <see cref="TapeOptions.Diagnose"/>.</content>
public sealed partial class Tape
{
    /// <summary>
    /// Under <see cref="TapeOptions.Diagnose"/>: the first operation that turned finite inputs into NaN or ∞, in a sentence
    /// with its module, file and line; null while there is none.
    /// </summary>
    public string? FirstNonFinite { get; private set; }

    /// <summary>The module path that is running, its parts joined by dots; empty outside modules.</summary>
    public string ModulePath => string.Join('.', _memory.Modules);

    /// <summary>Enters a module, so that diagnoses can name it. Costs nothing unless the tape diagnoses.</summary>
    internal bool EnterModule(string name)
    {
        if (!Diagnoses)
            return false;
        _memory.Modules.Add(name);
        return true;
    }

    internal void LeaveModule() => _memory.Modules.RemoveAt(_memory.Modules.Count - 1);

    /// <summary>Under Diagnose: the node whose derivative a walk is computing, so that what a recorded walk computes can be told apart.</summary>
    internal TapeNode? Walked { get; set; }

    internal void Examine(Operation operation, ReadOnlySpan<Variable> inputs, Span<Variable?> outputs, TapeNode? node)
    {
        var origin = NodeOrigin.Capture(ModulePath, Walked);
        if (node is not null)
            node.Origin = origin;
        if (FirstNonFinite is not null)
            return;
        foreach (var input in inputs)
        {
            if (input.FindNonFinite() >= 0)
                return;
        }

        foreach (var output in outputs)
        {
            if (output!.FindNonFinite() is >= 0 and var place)
            {
                FirstNonFinite = $"{operation.Name}{origin}: finite inputs gave {output.ElementText(place)} at element {place} of {output.Shape}";
                return;
            }
        }
    }
}
