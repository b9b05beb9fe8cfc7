using Autograd.Numerics;

namespace Autograd.Ilgpu.Kernels;

/// <summary>An element that operations' rules compute with inside a kernel.</summary>
/// <typeparam name="TSelf">The element's type itself.</typeparam>
internal interface IKernelNumber<TSelf> : IKernelElement<TSelf>, IReal<TSelf>
    where TSelf : unmanaged, IKernelNumber<TSelf>;
