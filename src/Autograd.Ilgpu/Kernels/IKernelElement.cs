namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// An element as it lies in a device's memory, and its conversions, which are the CPU's: to floats rounding to the nearest,
/// to integers towards zero and stopping at their ends, NaN to 0, to bool whether it is not 0.
/// </summary>
/// <typeparam name="TSelf">The element's type itself.</typeparam>
internal interface IKernelElement<TSelf>
    where TSelf : unmanaged, IKernelElement<TSelf>
{
    /// <summary>The element of a float.</summary>
    static abstract TSelf FromFloat(float value);

    /// <summary>The element of a double.</summary>
    static abstract TSelf FromDouble(double value);

    /// <summary>The element of an int.</summary>
    static abstract TSelf FromInt(int value);

    /// <summary>The element of a long.</summary>
    static abstract TSelf FromLong(long value);

    /// <summary>The same number as another type's element.</summary>
    /// <typeparam name="TTarget">The other type.</typeparam>
    /// <param name="value">The number.</param>
    static abstract TTarget To<TTarget>(TSelf value)
        where TTarget : unmanaged, IKernelElement<TTarget>;
}
