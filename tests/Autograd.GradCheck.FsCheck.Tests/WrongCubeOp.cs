using Autograd.Ops;

namespace Autograd.GradientChecking.Properties.Tests;

/// <summary>x³ with the derivative 2x².</summary>
public sealed class WrongCubeOp : UnaryOperation<WrongCubeOp.Rule>
{
    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        public static Saves Saves => Saves.Input;

        public static T Value<T>(T x)
            where T : Numerics.IReal<T> => x * x * x;

        public static T Partial<T>(T x, T y)
            where T : Numerics.IReal<T> => T.Constant(2) * x * x;
    }
}
