namespace Autograd.Tests.Table;

/// <summary>What a sample's function gave: its outputs' elements, and its inputs' gradients for some cotangents.</summary>
/// <param name="Values">The outputs' elements.</param>
/// <param name="Gradients">An entry an input: null where it requires no gradient, zeros where nothing reached it.</param>
internal sealed record Outcome(double[][] Values, double[]?[] Gradients)
{
    /// <summary>Every output's elements, one output after the other.</summary>
    public double[] AllValues => Numbers.Join(Values);

    /// <summary>Every gradient's elements, one input after the other.</summary>
    public double[] AllGradients => Numbers.Join(Gradients.OfType<double[]>());
}
