namespace Autograd.Ilgpu.Kernels;

/// <summary>How an elementwise kernel's threads go over the elements. A struct passed by value to the kernel.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface IAxes<TSelf>
    where TSelf : unmanaged, IAxes<TSelf>
{
    /// <summary>How many threads go over them.</summary>
    int Threads { get; }

    /// <summary>Where the i-th element of the kernel's order lies in an operand.</summary>
    static abstract int Place(in TSelf axes, in Steps steps, int i);

    /// <summary>On to the thread's next element, or false where that was its last.</summary>
    static abstract bool Next(in TSelf axes, ref int i);
}
