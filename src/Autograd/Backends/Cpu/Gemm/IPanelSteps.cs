namespace Autograd.Backends.Cpu.Gemm;

/// <summary>How the micro-kernel goes from one k to the next, as a type argument.</summary>
internal interface IPanelSteps
{
    /// <summary>Whether a table says where each column of A lies; otherwise all steps are equal.</summary>
    static abstract bool AFromTable { get; }

    /// <summary>Whether a table says where each row of B lies; otherwise all steps are equal.</summary>
    static abstract bool BFromTable { get; }
}
