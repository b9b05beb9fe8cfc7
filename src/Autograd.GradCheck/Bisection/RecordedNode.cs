using Autograd.Ops;
using Autograd.Tapes;

namespace Autograd.GradientChecking;

/// <summary>A recorded operation as the bisection sees it. Its Variables live as long as the tape it was recorded on.</summary>
internal sealed class RecordedNode
{
    public RecordedNode(TapeNode node, int index, Tape tape, string module)
    {
        Operation = node.Operation!;
        Index = index;
        Tape = tape;
        Origin = node.Origin ?? new NodeOrigin(null, 0, string.Empty);
        Module = (module, Origin.Module) is ({ Length: > 0 }, { Length: > 0 }) ? $"{module}.{Origin.Module}" : module + Origin.Module;
        FirstSlot = node.FirstSlot;
        IsFused = node.IsFused;
        Inputs = new Variable[node.InputCount];
        Slots = new int[node.InputCount];
        for (var i = 0; i < Inputs.Length; i++)
        {
            Inputs[i] = node.Input(i);
            Slots[i] = node.InputSlot(i);
        }

        Outputs = new Variable[node.OutputCount];
        for (var i = 0; i < Outputs.Length; i++)
            Outputs[i] = node.Output(i);
    }

    public Operation Operation { get; }

    /// <summary>The place among the operations recorded.</summary>
    public int Index { get; }

    /// <summary>The tape that recorded it: a checkpointed function's has its own.</summary>
    public Tape Tape { get; }

    public NodeOrigin Origin { get; }

    /// <summary>The module path, with the path of the checkpoint around it.</summary>
    public string Module { get; }

    public int FirstSlot { get; }

    public bool IsFused { get; }

    /// <summary>Whether some inputs are functions of others, without a gradient of their own.</summary>
    public bool HasDerivedInputs => Operation is IDerivedInputs { HasDerivedInputs: true };

    public Variable[] Inputs { get; }

    /// <summary>The slots the inputs' gradients go to; −1 where none passes.</summary>
    public int[] Slots { get; }

    public Variable[] Outputs { get; }

    /// <summary>Whether the inputs were float64 already, so that a replay must give the same values.</summary>
    public bool IsExact => Array.TrueForAll(Inputs, input => input.DType != DType.Float32) && Array.TrueForAll(Outputs, output => output.DType != DType.Float32);

    /// <summary>Operation and place in a sentence.</summary>
    public override string ToString()
    {
        var module = Module.Length > 0 ? $" in {Module}" : string.Empty;
        var place = Origin.File is null ? module : $"{module} at {Path.GetFileName(Origin.File)}:{Origin.Line}";
        return Origin.DerivativeOf is null ? $"{Operation.Name}{place}" : $"{Operation.Name}{place} in the derivative of {Origin.DerivativeOf}";
    }
}
