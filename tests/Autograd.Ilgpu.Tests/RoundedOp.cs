using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Ilgpu.Tests;

/// <summary>y = ((1 − (1 − x)) · 3) · 5, which is not 15·x: each step is rounded. dy/dx = 15.</summary>
internal sealed class RoundedOp : UnaryOperation<RoundedOp.Rule>
{
    private static readonly RoundedOp Instance = new();

    public static Variable Of(Variable x) => Apply(Instance, x);

    public readonly struct Rule : IUnaryRule
    {
        public static Saves Saves => Saves.None;

        public static T Value<T>(T x)
            where T : IReal<T> => (T.One - (T.One - x)) * T.Constant(3) * T.Constant(5);

        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Constant(15);
    }
}
