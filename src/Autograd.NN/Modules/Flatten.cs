namespace Autograd.NN;

/// <summary>Makes one axis of neighbouring ones; by default of all but the first, so that [batch, …] becomes [batch, n].</summary>
/// <param name="startAxis">The first axis merged; negative ones count from the end.</param>
/// <param name="endAxis">The last axis merged; negative ones count from the end.</param>
public sealed class Flatten(int startAxis = 1, int endAxis = -1) : Module
{
    /// <inheritdoc/>
    public override string ToString() => startAxis == 1 && endAxis == -1 ? "Flatten" : $"Flatten({startAxis} to {endAxis})";

    /// <inheritdoc/>
    protected override Variable Forward(Variable input)
    {
        if (input.Rank == 0)
            throw Errors.Argument("Flatten", "the input is a scalar", "give [batch, …]");

        // A batch of numbers has no other axis: each is a row of one.
        return input.Rank == 1 && startAxis == 1 && endAxis == -1 ? input.Unsqueeze(1) : input.Flatten(startAxis, endAxis);
    }
}
