namespace Autograd;

/// <summary>What becomes of the losses of a batch.</summary>
public enum LossReduction
{
    /// <summary>Their mean (by weight where there are weights), a scalar.</summary>
    Mean,

    /// <summary>Their sum, a scalar.</summary>
    Sum,

    /// <summary>They stay as they are, one an example.</summary>
    None,
}
