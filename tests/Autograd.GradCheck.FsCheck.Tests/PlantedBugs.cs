using Autograd.GradientChecking.Tests.Planted;
using Autograd.Ops;

namespace Autograd.GradientChecking.Properties.Tests;

/// <summary>Operations that are wrong in some cases only.</summary>
public static class PlantedBugs
{
    /// <summary>x · y, whose gradient of y is not summed where a middle axis was broadcast.</summary>
    public static Variable MiddleAxis(Variable x, Variable y)
    {
        var operation = new PlantedOp
        {
            Value = inputs => inputs[0] * inputs[1],
            Pull = (dy, inputs) =>
            {
                var forY = dy * inputs[0];
                for (var axis = 0; axis < inputs[1].Rank; axis++)
                {
                    if (inputs[1].Shape[axis] == 1 && forY.Shape[axis] != 1)
                        forY = axis > 0 && axis < inputs[1].Rank - 1 ? forY.Slice(axis, 0, 1) : forY.Sum([axis], keepAxes: true);
                }

                return [(dy * inputs[1]).Reshape(dy.Shape), forY];
            },
        };

        // The planted operation broadcasts by itself where ranks are equal; elsewhere the framework does.
        return x.Rank == y.Rank && Enumerable.Range(0, x.Rank).All(axis => x.Shape[axis] != 1 || y.Shape[axis] == 1)
            ? Operation.Apply(operation, x, y)
            : x * y;
    }

    /// <summary>e^x, whose gradient forgets what lies behind the last whole register of 8.</summary>
    public static Variable Tail(Variable x) => Elementwise(x, x => x.Exp(), (dy, x) =>
    {
        var flat = (dy * x.Exp()).Reshape((int)x.Count);
        var whole = (int)x.Count / 8 * 8;
        return flat.Slice(0, 0, whole).Pad(0, 0, (int)x.Count - whole).Reshape(x.Shape);
    });

    /// <summary>x³, whose gradient reads a stepped view as if it were dense.</summary>
    public static Variable Stepped(Variable x) => Elementwise(x, x => x * x * x, (dy, x) =>
    {
        var isStepped = x.Rank > 0 && x.Shape[^1] > 1 && x.Strides[x.Rank - 1] == 2;
        return isStepped ? 3 * dy * x * x.Flip(-1) : 3 * dy * x * x;
    });

    /// <summary>|x|·x, whose gradient 2·|x| becomes 1 at 0.</summary>
    public static Variable AtZero(Variable x) => Elementwise(x, x => x.Abs() * x, (dy, x) => dy * Variable.Where(x.EqualTo(0), 1, 2 * x.Abs()));

    /// <summary>max(x, 0), whose gradient at 0 is −1: no subgradient.</summary>
    public static Variable Kink(Variable x) => Elementwise(x, x => x.Relu(), (dy, x) => dy * Variable.Where(x.EqualTo(0), -1, (x > 0).To(DType.Float64)));

    /// <summary>sin x, wrong where x is above 1.5.</summary>
    public static Variable Large(Variable x) => Elementwise(x, x => x.Sin(), (dy, x) => dy * Variable.Where(x > 1.5, 1.001, x.Exp() / x.Exp()) * x.Cos());

    /// <summary>A sum over rows, refused for matrices of more than two columns.</summary>
    public static Variable Refusing(Variable x) =>
        x.Rank == 2 && x.Shape[1] > 2 ? throw new NotSupportedException("refusing: more than two columns") : (x * x).Sum();

    private static Variable Elementwise(Variable x, Func<Variable, Variable> value, Func<Variable, Variable, Variable> pull) =>
        PlantedOp.Unary(value, pull)(x);
}
