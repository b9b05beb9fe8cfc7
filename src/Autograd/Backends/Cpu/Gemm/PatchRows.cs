namespace Autograd.Backends.Cpu.Gemm;

/// <summary>Rows of A are a convolution's patches, their elements where a table says.</summary>
internal readonly struct PatchRows : IPanelSteps
{
    public static bool AFromTable => true;

    public static bool BFromTable => false;
}
