using Autograd.Numerics;

namespace Autograd.Ilgpu.Kernels;

/// <summary>An element that operations' rules compute with inside a kernel.</summary>
/// <typeparam name="TSelf">The element's type itself.</typeparam>
internal interface IKernelNumber<TSelf> : IKernelElement<TSelf>, IReal<TSelf>
    where TSelf : unmanaged, IKernelNumber<TSelf>
{
    /// <summary>
    /// sum + a · b for long sums of products: a device's compiler may round the product and the sum at once, while the operators round one by one.
    /// </summary>
    static abstract TSelf AddProduct(TSelf sum, TSelf a, TSelf b);
}
