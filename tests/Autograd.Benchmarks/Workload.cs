namespace Autograd.Benchmarks;

/// <summary>One line of the performance table.</summary>
/// <param name="Name">The name the peer's script uses too.</param>
/// <param name="Unit">The figure's unit.</param>
/// <param name="Prepare">Makes the step to be repeated.</param>
/// <param name="Figure">Turns steps a second into the figure.</param>
internal sealed record Workload(string Name, string Unit, Func<Action> Prepare, Func<double, double> Figure)
{
    /// <summary>Whether a smaller figure is better, as with times.</summary>
    public bool IsTime => Unit.StartsWith("ns", StringComparison.Ordinal);

    /// <summary>What <see cref="Figure"/> turned into a figure.</summary>
    public double StepsPerSecond(double figure) => IsTime ? Figure(1) / figure : figure / Figure(1);
}
