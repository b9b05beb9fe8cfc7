using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Squared errors.</content>
public sealed partial class Variable
{
    /// <summary>The squared error (x − t)² of each element, and their mean.</summary>
    /// <param name="target">Of this Variable's shape. It may require a gradient too.</param>
    /// <param name="reduction">What becomes of the elements' losses.</param>
    /// <returns>A scalar, or the elements' losses. NaN for a mean over no elements.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable MseLoss(Variable target, LossReduction reduction = LossReduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(target);
        Loss.Check("mse_loss", this, target);
        return Loss.Reduce("mse_loss", MseLossOp.Apply(this, target), reduction);
    }
}

/// <summary>The squared error, y = (a − b)². ∂y/∂a = 2 (a − b) = −∂y/∂b.</summary>
public sealed class MseLossOp : BinaryOperation<MseLossOp.Rule>
{
    private static readonly MseLossOp Instance = new();

    private MseLossOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "mse_loss";

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T>
        {
            var difference = a - b;
            return difference * difference;
        }

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.Constant(2) * (a - b);

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => T.Constant(2) * (b - a);
    }
}
