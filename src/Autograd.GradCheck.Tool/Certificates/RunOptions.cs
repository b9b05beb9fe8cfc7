namespace Autograd.GradientChecking.Tool.Certificates;

/// <summary>What the checks were done with.</summary>
internal sealed record RunOptions
{
    /// <summary>The names asked for, or null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>The highest order of derivative.</summary>
    public int Orders { get; init; } = 2;

    /// <summary>The seed of probes and weights.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether a spread of each subject's samples was taken instead of all.</summary>
    public bool IsQuick { get; init; }

    /// <summary>How many cases may be inconclusive.</summary>
    public int AllowedInconclusive { get; init; }

    /// <summary>The devices asked for beside the processor, or null.</summary>
    public string? Devices { get; init; }

    /// <summary>The absolute part of float64's tolerance.</summary>
    public double AbsoluteTolerance { get; init; } = GradCheckOptions.Default.AbsoluteTolerance;

    /// <summary>Its relative part.</summary>
    public double RelativeTolerance { get; init; } = GradCheckOptions.Default.RelativeTolerance;

    /// <summary>
    /// How far a float32 gradient may be from the float64 one, in conditioned ulps: twice what sums of a few
    /// hundred products come to.
    /// </summary>
    public double Float32Ulps { get; init; } = 32;
}
