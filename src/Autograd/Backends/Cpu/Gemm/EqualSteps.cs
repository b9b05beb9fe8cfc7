namespace Autograd.Backends.Cpu.Gemm;

/// <summary>Equal steps in both operands: matrices.</summary>
internal readonly struct EqualSteps : IPanelSteps
{
    public static bool AFromTable => false;

    public static bool BFromTable => false;
}
