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
        if (prediction.DType != other.DType)
            DTypes.Promote(operation, prediction.DType, other.DType);
    }

    /// <summary>Something beside the prediction, of a shape that broadcasts to its.</summary>
    public static void CheckBroadcast(string operation, Shape shape, Variable other, string role)
    {
        other.ThrowIfReleased(operation);
        var fits = other.Rank <= shape.Rank;
        for (var axis = 1; fits && axis <= other.Rank; axis++)
            fits = other.Shape[^axis] == 1 || other.Shape[^axis] == shape[^axis];
        if (!fits)
            throw Errors.Argument(operation, $"the prediction has shape {shape}, the {role} {other.Shape}", "give one that broadcasts to the prediction's");
    }

    /// <summary>Losses times weights, where there are some.</summary>
    public static Variable Weigh(string operation, Variable losses, Variable? weight)
    {
        if (weight is null)
            return losses;
        CheckBroadcast(operation, losses.Shape, weight, "weight");
        return losses * weight;
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
