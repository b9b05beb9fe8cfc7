using Autograd.Backends;

namespace Autograd;

/// <content>Filling by a mask.</content>
public sealed partial class Variable
{
    /// <summary>
    /// This Variable with a number where the mask is true. There the gradient is exactly 0, even where the element or its derivative
    /// is NaN or ∞.
    /// </summary>
    /// <param name="mask">A bool Variable that broadcasts to this shape.</param>
    /// <param name="value">The number, converted to the element type; −∞ hides scores from a softmax.</param>
    /// <exception cref="ArgumentException">The mask is not bool or does not broadcast to this shape, or an integer type cannot hold the number.</exception>
    public Variable MaskedFill(Variable mask, double value)
    {
        CheckMask(mask);
        return Where(mask, ConstantLike("masked_fill", value), this);
    }

    /// <summary>
    /// This Variable with a scalar's value where the mask is true. The scalar's gradient is the sum of dy there; this Variable's is
    /// dy elsewhere and exactly 0 there.
    /// </summary>
    /// <param name="mask">A bool Variable that broadcasts to this shape.</param>
    /// <param name="value">A scalar of a dtype that promotes with this one's.</param>
    /// <exception cref="ArgumentException">The mask is not bool or does not broadcast to this shape, or the value is no scalar.</exception>
    public Variable MaskedFill(Variable mask, Variable value)
    {
        ArgumentNullException.ThrowIfNull(value);
        CheckMask(mask);
        value.ThrowIfReleased("masked_fill");
        if (value.Rank != 0)
            throw Errors.Argument("masked_fill", $"the value has shape {value.Shape}", "give a scalar, or use Where");
        DTypes.Promote("masked_fill", DType, value.DType);
        return Where(mask, value, this);
    }

    private void CheckMask(Variable mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ThrowIfReleased("masked_fill");
        mask.ThrowIfReleased("masked_fill");
        if (mask.DType != DType.Bool)
            throw Errors.Argument("masked_fill", $"the mask is {mask.DType.Name()}", "compare to get a bool, x > 0");
        if (Layouts.Broadcast("masked_fill", mask.Shape, Shape) != Shape)
            throw Errors.Argument("masked_fill", $"the mask's shape {mask.Shape} does not broadcast to {Shape}", "give the mask axes of this Variable's lengths, or 1");
    }
}
