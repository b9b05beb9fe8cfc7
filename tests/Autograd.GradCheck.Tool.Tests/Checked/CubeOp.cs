using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.GradientChecking.Tool.Tests.Checked;

/// <summary>A right operation: y = x³.</summary>
public sealed class CubeOp : UnaryOperation<CubeOp.Rule>
{
    public static Variable Of(Variable x) => Apply(new CubeOp(), x);

    public readonly struct Rule : IUnaryRule
    {
        public static Saves Saves => Saves.Input;

        public static T Value<T>(T x)
            where T : IReal<T> => x * x * x;

        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Constant(3) * x * x;
    }
}
