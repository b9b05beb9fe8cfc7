namespace Autograd.Ilgpu.Kernels;

/// <summary>An operand's steps along a kernel's <see cref="LoopAxes"/>, in elements, the innermost axis first.</summary>
internal struct Steps
{
    public int Step0;
    public int Step1;
    public int Step2;
    public int Step3;
    public int Step4;
    public int Step5;
    public int Step6;
    public int Step7;
}
