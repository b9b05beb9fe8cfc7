namespace Autograd.NN;

/// <summary>What an optimiser does with a group that says nothing else; null where there is no such number in its formula.</summary>
internal sealed record GroupDefaults(double LearningRate, double WeightDecay)
{
    /// <summary>Whether the weight decay acts on the parameter alone.</summary>
    public bool Decoupled { get; init; }

    /// <summary>μ or β₁.</summary>
    public double? Momentum { get; init; }

    /// <summary>Whether <see cref="Momentum"/> weighs a mean, and so has to stay below 1.</summary>
    public bool MomentumIsMean { get; init; }

    /// <summary>β₂ or α.</summary>
    public double? Beta2 { get; init; }

    /// <summary>ε.</summary>
    public double? Epsilon { get; init; }
}
