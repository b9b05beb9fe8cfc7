namespace Autograd.GradientChecking;

/// <summary>What a check found, from best to worst.</summary>
public enum Verdict
{
    /// <summary>Analytic and numeric values agree, and the error bar is well below the tolerance.</summary>
    Pass,

    /// <summary>The function has a kink here, and the analytic value lies between the slopes on both sides.</summary>
    Kink,

    /// <summary>Nothing can be said: the error bar is too wide, values are not finite, or the domain leaves no room.</summary>
    Inconclusive,

    /// <summary>The same call gave different bits: differences of such a function mean nothing.</summary>
    NonDeterministic,

    /// <summary>Analytic and numeric values differ by more than tolerance and error bar, or a contract is broken.</summary>
    Fail,
}
