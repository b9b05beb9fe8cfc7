namespace Autograd.GradientChecking;

/// <summary>How a gradient check is done. The defaults prove first and second derivatives in float64.</summary>
public sealed record GradCheckOptions
{
    /// <summary>The defaults.</summary>
    public static GradCheckOptions Default { get; } = new();

    /// <summary>
    /// The highest order of derivative that is checked. Order k differences the gradient function of order k − 1, which is
    /// built by walking back over recorded walks.
    /// </summary>
    public int Orders { get; init; } = 2;

    /// <summary>The absolute part of the tolerance.</summary>
    public double AbsoluteTolerance { get; init; } = 1e-9;

    /// <summary>The relative part of the tolerance.</summary>
    public double RelativeTolerance { get; init; } = 1e-7;

    /// <summary>The seed of probes and weights; a report prints it.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The domain of each argument, in their order; everywhere by default. Null entries stand for everywhere.</summary>
    public IReadOnlyList<InputDomain?> Domains { get; init; } = [];

    /// <summary>A name for each argument, for reports.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Positions of float arguments that are held constant: no gradient is asked of them.</summary>
    public IReadOnlyList<int> Constants { get; init; } = [];

    /// <summary>An input and an output of at most so many elements are checked entry by entry of the Jacobian; beyond, by probes.</summary>
    public int MaxFullJacobian { get; init; } = 64;

    /// <summary>Directions of ±1 an input. They see a backward shifted by one place, which directions of one sign do not.</summary>
    public int RademacherProbes { get; init; } = 3;

    /// <summary>Normal directions an input: they see what cancels among equal sizes.</summary>
    public int GaussianProbes { get; init; } = 1;

    /// <summary>Single elements an input, the first and the last among them.</summary>
    public int SpotChecks { get; init; } = 6;

    /// <summary>Whether the forward derivative is checked, against the backward one and against differences.</summary>
    public bool ChecksJvp { get; init; } = true;

    /// <summary>Whether transposed, offset and repeating inputs and cotangents must give the same gradients.</summary>
    public bool ChecksLayouts { get; init; } = true;

    /// <summary>Whether one Variable in two places must get the sum of both gradients.</summary>
    public bool ChecksAliasing { get; init; } = true;

    /// <summary>
    /// Whether a failed check looks for the operation behind it: the recorded tape is then checked node by node, and the
    /// report's <see cref="GradCheckReport.Bisection"/> names operation, module, file and line.
    /// </summary>
    public bool Bisects { get; init; } = true;

    /// <summary>Is told how far a long check is: after each input of each order, and each operation of a bisected tape.</summary>
    public IProgress<GradCheckProgress>? Progress { get; init; }

    /// <summary>Ends a check early, with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    internal double Tolerance(double size) => AbsoluteTolerance + (RelativeTolerance * Math.Abs(size));

    internal void Validate(int arguments)
    {
        if (Orders < 1)
            throw Wrong(nameof(Orders), Orders, "ask for order 1 or more");
        if (!(AbsoluteTolerance >= 0) || !(RelativeTolerance >= 0) || !(AbsoluteTolerance + RelativeTolerance > 0))
            throw Wrong("tolerance", $"{AbsoluteTolerance} + {RelativeTolerance}·|x|", "give numbers of 0 or more, one above");
        if (MaxFullJacobian < 0)
            throw Wrong(nameof(MaxFullJacobian), MaxFullJacobian, "give 0 or more");
        if (RademacherProbes < 3 || GaussianProbes < 1)
            throw Wrong("probes", $"{RademacherProbes} of ±1 and {GaussianProbes} normal", "fewer than 3 and 1 miss too much");
        if (SpotChecks < 0)
            throw Wrong(nameof(SpotChecks), SpotChecks, "give 0 or more");
        if (Domains.Count > arguments || Names.Count > arguments)
            throw Wrong("Domains, Names", $"{Domains.Count}, {Names.Count} for {arguments} arguments", "give at most one an argument");
        foreach (var position in Constants)
        {
            if (position < 0 || position >= arguments)
                throw Wrong(nameof(Constants), position, $"name arguments from 0 to {arguments - 1}");
        }
    }

    private static ArgumentException Wrong(string what, object value, string remedy) =>
        new(FormattableString.Invariant($"gradcheck: {what} is {value}; {remedy}"));
}
