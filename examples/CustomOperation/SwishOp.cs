using Autograd;
using Autograd.Numerics;
using Autograd.Ops;

namespace CustomOperation;

/// <summary>Swish, y = x · σ(x), by its rule: two lines of mathematics give both directions, every order and every device.</summary>
internal sealed class SwishOp : UnaryOperation<SwishOp.Rule>
{
    public static SwishOp Instance { get; } = new();

    public readonly struct Rule : IUnaryRule
    {
        public static Saves Saves => Saves.Input | Saves.Output;

        public static T Value<T>(T x)
            where T : IReal<T> => x * T.Sigmoid(x);

        public static T Partial<T>(T x, T y)
            where T : IReal<T> => y + (T.Sigmoid(x) * (T.One - y));
    }
}

/// <summary>Makes the operation look like the framework's own: <c>x.Swish()</c>.</summary>
internal static class SwishExtensions
{
    extension(Variable x)
    {
        public Variable Swish() => Operation.Apply(SwishOp.Instance, x);
    }
}
