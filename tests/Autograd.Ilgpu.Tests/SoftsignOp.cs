using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Ilgpu.Tests;

/// <summary>An operation as a user writes one, y = x / (1 + |x|). dy/dx = 1 / (1 + |x|)².</summary>
internal sealed class SoftsignOp : UnaryOperation<SoftsignOp.Rule>
{
    private static readonly SoftsignOp Instance = new();

    public static Variable Of(Variable x) => Apply(Instance, x);

    public readonly struct Rule : IUnaryRule
    {
        public static Saves Saves => Saves.Input;

        public static T Value<T>(T x)
            where T : IReal<T> => x / (T.One + T.Abs(x));

        public static T Partial<T>(T x, T y)
            where T : IReal<T>
        {
            var size = T.One + T.Abs(x);
            return T.One / (size * size);
        }
    }
}
