namespace Autograd.Ilgpu.Kernels;

/// <summary>What a normalisation does beside its arrays; 1 for yes.</summary>
internal struct RowOptions
{
    public double Epsilon;
    public int Centres;
    public int HasWeight;
    public int HasBias;
}
