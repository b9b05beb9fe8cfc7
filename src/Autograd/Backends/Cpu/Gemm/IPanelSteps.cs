namespace Autograd.Backends.Cpu.Gemm;

/// <summary>How the micro-kernel goes from one row of B to the next, as a type argument.</summary>
internal interface IPanelSteps
{
    /// <summary>Whether a table says where each row lies; otherwise all steps are equal.</summary>
    static abstract bool FromTable { get; }
}
