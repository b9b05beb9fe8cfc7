namespace Autograd.Backends.Cpu.Gemm;

/// <summary>Rows of B at equal distances: a matrix.</summary>
internal readonly struct EqualSteps : IPanelSteps
{
    public static bool FromTable => false;
}
