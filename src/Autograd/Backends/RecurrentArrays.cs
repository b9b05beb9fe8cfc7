namespace Autograd.Backends;

/// <summary>
/// The arrays of one layer of a recurrent network over a whole sequence, in one direction, all contiguous. T steps of B
/// sequences, I inputs, H units, G gates and S slots a unit.
/// </summary>
public readonly struct RecurrentArrays
{
    /// <summary>x, [T, B, I].</summary>
    public required TensorView Input { get; init; }

    /// <summary>The state before the first step, [B, H].</summary>
    public required TensorView State { get; init; }

    /// <summary>The cell before the first step, [B, H], where there is one.</summary>
    public TensorView? Cell { get; init; }

    /// <summary>W, [G·H, I], gate after gate.</summary>
    public required TensorView InputWeight { get; init; }

    /// <summary>W', [G·H, H].</summary>
    public required TensorView StateWeight { get; init; }

    /// <summary>b, [G·H]; both biases or none.</summary>
    public TensorView? InputBias { get; init; }

    /// <summary>b', [G·H].</summary>
    public TensorView? StateBias { get; init; }

    /// <summary>What the backward pass needs of the gates, [T, B, S, H].</summary>
    public required TensorView Gates { get; init; }

    /// <summary>The cell after each step, [T, B, H], where there is one.</summary>
    public TensorView? Cells { get; init; }

    /// <summary>The state after each step, [T, B, H].</summary>
    public required TensorView Output { get; init; }

    /// <summary>Whether the sequence is gone through from its end.</summary>
    public bool Reverse { get; init; }
}
