namespace Autograd.Backends.Cpu.Gemm;

/// <summary>Columns of B are a convolution's patches, their elements where a table says.</summary>
internal readonly struct PatchColumns : IPanelSteps
{
    public static bool AFromTable => false;

    public static bool BFromTable => true;
}
