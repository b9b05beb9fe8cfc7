using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.GradientChecking.Tool.Tests.Checked;

/// <summary>Has samples for values only: 0 below 0, and 1 from there on.</summary>
public sealed class StepOp : UnaryOperation<StepOp.Rule>
{
    public static Variable Of(Variable x) => Apply(new StepOp(), x);

    public readonly struct Rule : IUnaryRule
    {
        public static Saves Saves => Saves.None;

        public static T Value<T>(T x)
            where T : IReal<T> => T.IfLess(x, T.Zero, T.Zero, T.One);

        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Zero;
    }
}
