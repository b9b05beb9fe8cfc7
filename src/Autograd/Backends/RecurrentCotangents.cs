namespace Autograd.Backends;

/// <summary>The cotangents of a recurrent layer, all contiguous: those that are there, and those that are asked for.</summary>
public readonly struct RecurrentCotangents
{
    /// <summary>Of every step's state, [T, B, H], where there is one.</summary>
    public TensorView? Output { get; init; }

    /// <summary>Of the state after the last step, [B, H], where there is one.</summary>
    public TensorView? FinalState { get; init; }

    /// <summary>Of the cell after the last step, [B, H], where there is one.</summary>
    public TensorView? FinalCell { get; init; }

    /// <summary>Of the gates' sums, [T, B, S, H]: room for the kernel, which may be the saved gates' own.</summary>
    public required TensorView Gates { get; init; }

    /// <summary>dx, or null where nobody asks.</summary>
    public TensorView? Input { get; init; }

    /// <summary>Of the state before the first step, or null.</summary>
    public TensorView? State { get; init; }

    /// <summary>Of the cell before the first step, or null.</summary>
    public TensorView? Cell { get; init; }

    /// <summary>dW, or null.</summary>
    public TensorView? InputWeight { get; init; }

    /// <summary>dW', or null.</summary>
    public TensorView? StateWeight { get; init; }

    /// <summary>db, or null.</summary>
    public TensorView? InputBias { get; init; }

    /// <summary>db', or null.</summary>
    public TensorView? StateBias { get; init; }
}
