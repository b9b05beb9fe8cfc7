namespace Autograd;

/// <summary>What becomes of the losses of a batch.</summary>
public enum LossReduction
{
    /// <summary>Their mean (by weight where there are weights a class), a scalar.</summary>
    Mean,

    /// <summary>Their sum, a scalar.</summary>
    Sum,

    /// <summary>They stay as they are, one an example or element.</summary>
    None,

    /// <summary>Their sum divided by the length of the first axis, a scalar: the mean over examples of sums over all else.</summary>
    BatchMean,
}
