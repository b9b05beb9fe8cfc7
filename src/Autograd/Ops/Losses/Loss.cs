namespace Autograd.Ops;

/// <summary>What the losses share: equal shapes, weights, and what becomes of the elements' losses.</summary>
internal static class Loss
{
    /// <summary>A loss of two Variables of one shape: a broadcast there is a mistake more often than not.</summary>
    public static void Check(string operation, Variable prediction, Variable other, string role = "target")
    {
        prediction.ThrowIfReleased(operation);
        other.ThrowIfReleased(operation);
        DTypeChecks.Float(operation, prediction);
        if (prediction.Shape != other.Shape)
            throw Errors.Argument(operation, $"the prediction has shape {prediction.Shape}, the {role} {other.Shape}", "make them equal, with Reshape, Unsqueeze or Expand");
    }

    /// <summary>Reduces the elements' losses.</summary>
    public static Variable Reduce(string operation, Variable losses, LossReduction reduction) => reduction switch
    {
        LossReduction.None => losses,
        LossReduction.Sum => losses.Sum(),
        LossReduction.BatchMean when losses.Rank == 0 => throw Errors.Argument(operation, "a scalar has no batch to take the mean over", "use LossReduction.Mean"),
        LossReduction.BatchMean => losses.Sum() / losses.Shape[0],
        _ => losses.Mean(),
    };

    /// <summary>Reduces the losses of weighted rows: their mean is the weights'.</summary>
    public static Variable ReduceRows(string operation, Variable losses, Variable weights, LossReduction reduction) =>
        reduction == LossReduction.Mean ? losses.Sum() / weights.Sum() : Reduce(operation, losses, reduction);
}
