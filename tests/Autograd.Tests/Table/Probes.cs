using Autograd.GradientChecking;

namespace Autograd.Tests.Table;

/// <summary>Directions in the space of a sample's differentiable inputs.</summary>
internal static class Probes
{
    /// <summary>Reproducible numbers of both signs for every differentiable input.</summary>
    public static double[]?[] Dense(OperationSample sample, int seed)
    {
        var directions = new double[]?[sample.Inputs.Count];
        foreach (var i in Evaluation.Wanted(sample))
            directions[i] = Numbers.Probe(sample.Inputs[i].Shape, seed + (31 * i));
        return directions;
    }

    /// <summary>±1 for every element: an error in any single one shows.</summary>
    public static double[]?[] Signs(OperationSample sample, int seed)
    {
        var directions = Dense(sample, seed);
        foreach (var direction in directions)
        {
            for (var k = 0; k < direction?.Length; k++)
                direction[k] = Math.Sign(direction[k]);
        }

        return directions;
    }

    /// <summary>One element of one input.</summary>
    public static double[]?[] One(OperationSample sample, int input, int element)
    {
        var directions = new double[]?[sample.Inputs.Count];
        directions[input] = new double[sample.Inputs[input].Shape.Count];
        directions[input]![element] = 1;
        return directions;
    }

    /// <summary>Σ aᵢ·bᵢ over the inputs that have both, compensated, and the sum of the terms' sizes.</summary>
    public static (double Sum, double Size) Dot(double[]?[] a, double[]?[] b)
    {
        double sum = 0, lost = 0, size = 0;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] is not { } left || b[i] is not { } right)
                continue;
            for (var k = 0; k < left.Length; k++)
            {
                // The product's rounding error by a fused multiply, the sum's by Kahan (1965).
                var product = left[k] * right[k];
                lost += Math.FusedMultiplyAdd(left[k], right[k], -product);
                var next = sum + product;
                lost += Math.Abs(sum) >= Math.Abs(product) ? sum - next + product : product - next + sum;
                sum = next;
                size += Math.Abs(product);
            }
        }

        return (sum + lost, size);
    }
}
