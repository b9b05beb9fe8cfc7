namespace Autograd.GradientChecking;

/// <summary>What failed of the whole, and so what each operation is held against.</summary>
/// <param name="Order">The highest order of derivative that failed, at least 1.</param>
/// <param name="Gradients">Whether a backward derivative failed.</param>
/// <param name="Forward">Whether the forward derivative failed.</param>
/// <param name="Layouts">Whether a layout or a Variable in two places failed.</param>
/// <param name="Elsewhere">Whether the gradient at a second point failed.</param>
internal sealed record BisectionPlan(int Order, bool Gradients, bool Forward, bool Layouts, bool Elsewhere = false)
{
    /// <summary>Everything the options ask for, where nothing has failed yet.</summary>
    public static BisectionPlan All(GradCheckOptions options) => new(options.Orders, true, options.ChecksJvp, options.ChecksLayouts);

    /// <summary>How one operation is checked in full.</summary>
    public GradCheckOptions Full(GradCheckOptions options) => options with
    {
        Orders = Order,
        ChecksJvp = Forward,
        ChecksLayouts = Layouts,
        ChecksAliasing = Layouts,
        Domains = [],
        Names = [],
        Constants = [],
        Progress = null,
        Bisects = false,
    };

    /// <summary>Two directions an input and two cotangents: enough to suspect an operation.</summary>
    public GradCheckOptions Screening(GradCheckOptions options) =>
        Full(options) with { MaxFullJacobian = 0, RademacherProbes = 1, GaussianProbes = 1, SpotChecks = 0 };

    /// <summary>Whether an operation's failed check accounts for what failed of the whole.</summary>
    public bool IsExplainedBy(CheckResult failed) =>
        failed.Verdict > Verdict.Inconclusive && (Gradients ? !failed.Name.StartsWith("jvp", StringComparison.Ordinal) : true);
}
