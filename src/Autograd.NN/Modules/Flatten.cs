namespace Autograd.NN;

/// <summary>Makes one axis of all but the first: [batch, …] becomes [batch, n].</summary>
public sealed class Flatten : Module
{
    /// <inheritdoc/>
    protected override Variable Forward(Variable input)
    {
        if (input.Rank == 0)
            throw Errors.Argument("Flatten", "the input is a scalar", "give [batch, …]");
        var rest = 1;
        foreach (var length in input.Shape.Lengths[1..])
            rest = checked(rest * length);
        return input.Reshape(input.Shape[0], rest);
    }
}
