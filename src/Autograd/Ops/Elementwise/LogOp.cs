using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Log.</content>
public sealed partial class Variable
{
    /// <summary>The natural logarithm, y = ln x, for x &gt; 0.</summary>
    /// <remarks>−∞ at 0, NaN below.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Log() => Operation.Apply(LogOp.Instance, this);
}

/// <summary>The natural logarithm, y = ln x. dy/dx = 1/x.</summary>
public sealed class LogOp : UnaryOperation<LogOp.Rule>
{
    internal static readonly LogOp Instance = new();

    private LogOp()
    {
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Input;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Log(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.One / x;
    }
}
