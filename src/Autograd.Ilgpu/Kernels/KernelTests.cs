namespace Autograd.Ilgpu.Kernels;

/// <summary>Questions about numbers in kernels, and products by the rule of strong zeros.</summary>
internal static class KernelTests
{
    /// <summary>Whether a is larger than b, or NaN against a number.</summary>
    public static bool Beats<T>(T a, T b)
        where T : unmanaged, IKernelNumber<T>
    {
        var larger = T.IfLess(b, a, T.One, T.IfEqual(a, a, T.Zero, T.IfEqual(b, b, T.One, T.Zero)));
        return Holds(larger);
    }

    /// <summary>Whether a truth value, 1 or 0, is 1.</summary>
    public static bool Holds<T>(T truth)
        where T : unmanaged, IKernelNumber<T> => T.To<KernelTruth>(truth).Holds;

    /// <summary>a · b, and 0 where a is, whatever b.</summary>
    public static T Strong<T>(T a, T b)
        where T : unmanaged, IKernelNumber<T> => T.IfEqual(a, T.Zero, T.Zero, a * b);
}
