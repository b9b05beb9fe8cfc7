namespace Autograd.Ilgpu.Kernels;

/// <summary>A bool inside a kernel, a byte of 0 or 1: ILGPU's views do not take bool.</summary>
/// <param name="value">0 or 1.</param>
internal readonly struct KernelTruth(byte value) : IKernelElement<KernelTruth>
{
    private readonly byte _value = value;

    /// <summary>Whether it is true.</summary>
    public bool Holds => _value != 0;

    public static KernelTruth FromFloat(float value) => new(value != 0 ? (byte)1 : (byte)0);

    public static KernelTruth FromDouble(double value) => new(value != 0 ? (byte)1 : (byte)0);

    public static KernelTruth FromInt(int value) => new(value != 0 ? (byte)1 : (byte)0);

    public static KernelTruth FromLong(long value) => new(value != 0 ? (byte)1 : (byte)0);

    public static TTarget To<TTarget>(KernelTruth value)
        where TTarget : unmanaged, IKernelElement<TTarget> => TTarget.FromInt(value._value != 0 ? 1 : 0);
}
