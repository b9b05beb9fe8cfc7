using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.GradientChecking.Tool.Tests.Checked;

/// <summary>A wrong operation: the derivative of y = x³ with its sign turned.</summary>
public sealed class WrongCubeOp : UnaryOperation<WrongCubeOp.Rule>
{
    public static Variable Of(Variable x) => Apply(new WrongCubeOp(), x);

    public readonly struct Rule : IUnaryRule
    {
        public static Saves Saves => Saves.Input;

        public static T Value<T>(T x)
            where T : IReal<T> => x * x * x;

        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Constant(-3) * x * x;
    }
}
