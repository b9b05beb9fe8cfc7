namespace Autograd.Backends.Cpu.Gemm;

/// <summary>Rows of B anywhere: a convolution's patches.</summary>
internal readonly struct TableSteps : IPanelSteps
{
    public static bool FromTable => true;
}
