using Autograd.Ops;

namespace Autograd.Tapes;

/// <summary>
/// Forward-mode derivatives: pushes tangents over a stretch of a tape, from first node to last. The tangents' arithmetic
/// is itself recorded where the tape records, so forward and reverse nest in any order; each push has slots of its own, so
/// perturbations of different levels cannot be confused.
/// </summary>
internal sealed class Pushforward(Tape tape, int firstSlot)
{
    private readonly Variable?[] _tangents = new Variable?[Math.Max(0, tape.SlotCount - firstSlot)];

    public Variable? Tangent(int slot) => slot >= firstSlot && slot - firstSlot < _tangents.Length ? _tangents[slot - firstSlot] : null;

    public Variable? Tangent(Variable variable) =>
        tape.FindNode(variable) is { } node ? Tangent(node.FirstSlot + (node.Operation is null ? 0 : variable.OutputIndex)) : null;

    public void Seed(Variable primal, Variable tangent)
    {
        var node = tape.FindNode(primal)!;
        _tangents[node.FirstSlot + (node.Operation is null ? 0 : primal.OutputIndex) - firstSlot] = tangent;
    }

    public void SetTangent(TapeNode node, int output, Variable tangent)
    {
        ArgumentNullException.ThrowIfNull(tangent);
        var primal = node.Output(output);
        if (tangent.Shape != primal.Shape || tangent.DType != primal.DType || tangent.Device != primal.Device)
        {
            throw Errors.State(
                node.Operation!.Name,
                $"the forward derivative gave {tangent.DType.Name()}{tangent.Shape} for an output of {primal.DType.Name()}{primal.Shape}",
                "correct the operation's Jvp");
        }

        _tangents[node.FirstSlot + output - firstSlot] = tangent;
    }

    /// <summary>Visits the nodes in [first, end) in the order of recording.</summary>
    public void Run(int firstNode, int endNode)
    {
        for (var index = firstNode; index < endNode; index++)
        {
            var node = tape.Node(index);
            if (node.Operation is null)
                continue;
            var any = false;
            for (var i = 0; i < node.InputCount && !any; i++)
                any = Tangent(node.InputSlot(i)) is not null;
            if (any)
                node.Operation.Jvp(new JvpContext(this, node));
        }
    }
}
