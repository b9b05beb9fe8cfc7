using Autograd.Backends;
using Autograd.Ilgpu.Memory;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <summary>
/// Kernels of one's own, for a <see cref="Ops.FusedOperation"/> that has something better to do on a device than its decomposition.
/// A kernel is a static method of ILGPU's, its first parameter the thread's number; it is queued behind everything before it, like the
/// framework's own, and compiled for a device at its first use there.
/// </summary>
/// <example>
/// <code>
/// static void Twice(Index1D i, ArrayView&lt;float&gt; x, ArrayView&lt;float&gt; y) => y[i] = 2 * x[i];
///
/// var y = Variable.ZerosLike(x);
/// IlgpuKernels.Launch(x.Device, Twice, (int)x.Count, IlgpuKernels.Elements&lt;float&gt;(x), IlgpuKernels.Elements&lt;float&gt;(y));
/// </code>
/// </example>
public static class IlgpuKernels
{
    /// <summary>Whether a kernel can be given a Variable's elements: it lies on a device that ILGPU reaches, contiguous.</summary>
    /// <param name="x">The Variable.</param>
    public static bool CanRun(Variable x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.IsContiguous && x.Storage is IlgpuStorage;
    }

    /// <summary>A Variable's elements in row-major order, as kernels take them. Valid while the Variable is not released.</summary>
    /// <typeparam name="T">The C# type of the element type; <see cref="byte"/> for bool.</typeparam>
    /// <param name="x">A Variable for which <see cref="CanRun"/> holds.</param>
    /// <exception cref="ArgumentException">It does not, or the elements are of another size.</exception>
    public static ArrayView<T> Elements<T>(Variable x)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(x);
        x.ThrowIfReleased("elements");
        if (!CanRun(x))
            throw Errors.Argument("elements", $"{x.Summary()} on {x.Device} is not contiguous on a device of ILGPU's", "move it, or use Contiguous()");
        if (x.DType.Size() != Interop.SizeOf<T>())
            throw Errors.Argument("elements", $"the elements are {x.DType.Name()}, asked for as {typeof(T).Name}", "ask for the type they have");
        var view = x.View;
        return IlgpuBackend.Elements<T>(view).SubView(0, x.Count);
    }

    /// <summary>The device's accelerator, for what goes beyond <c>Launch</c>; leave it and its default stream open.</summary>
    /// <param name="device">A device of ILGPU's.</param>
    public static Accelerator Accelerator(Device device) => Backend(device).Accelerator;

    /// <summary>Queues a kernel.</summary>
    /// <typeparam name="T1">The argument's type.</typeparam>
    /// <param name="device">Where.</param>
    /// <param name="kernel">A static method.</param>
    /// <param name="threads">How often it runs, with numbers from 0.</param>
    /// <param name="first">The argument.</param>
    /// <exception cref="NotSupportedException">It does not compile for the device.</exception>
    public static void Launch<T1>(Device device, Action<Index1D, T1> kernel, int threads, T1 first)
        where T1 : struct
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Backend(device).Launch(kernel, static (a, k) => a.LoadAutoGroupedStreamKernel(k), threads, first, static (launcher, n, x) => launcher(n, x));
    }

    /// <summary>Queues a kernel.</summary>
    /// <typeparam name="T1">The first argument's type.</typeparam>
    /// <typeparam name="T2">The second argument's type.</typeparam>
    /// <param name="device">Where.</param>
    /// <param name="kernel">A static method.</param>
    /// <param name="threads">How often it runs, with numbers from 0.</param>
    /// <param name="first">The first argument.</param>
    /// <param name="second">The second argument.</param>
    /// <exception cref="NotSupportedException">It does not compile for the device.</exception>
    public static void Launch<T1, T2>(Device device, Action<Index1D, T1, T2> kernel, int threads, T1 first, T2 second)
        where T1 : struct
        where T2 : struct
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Backend(device).Launch(
            kernel, static (a, k) => a.LoadAutoGroupedStreamKernel(k), threads, (first, second), static (launcher, n, x) => launcher(n, x.first, x.second));
    }

    /// <summary>Queues a kernel.</summary>
    /// <typeparam name="T1">The first argument's type.</typeparam>
    /// <typeparam name="T2">The second argument's type.</typeparam>
    /// <typeparam name="T3">The third argument's type.</typeparam>
    /// <param name="device">Where.</param>
    /// <param name="kernel">A static method.</param>
    /// <param name="threads">How often it runs, with numbers from 0.</param>
    /// <param name="first">The first argument.</param>
    /// <param name="second">The second argument.</param>
    /// <param name="third">The third argument.</param>
    /// <exception cref="NotSupportedException">It does not compile for the device.</exception>
    public static void Launch<T1, T2, T3>(Device device, Action<Index1D, T1, T2, T3> kernel, int threads, T1 first, T2 second, T3 third)
        where T1 : struct
        where T2 : struct
        where T3 : struct
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Backend(device).Launch(
            kernel,
            static (a, k) => a.LoadAutoGroupedStreamKernel(k),
            threads,
            (first, second, third),
            static (launcher, n, x) => launcher(n, x.first, x.second, x.third));
    }

    /// <summary>Queues a kernel; what needs more arguments packs them into a struct.</summary>
    /// <typeparam name="T1">The first argument's type.</typeparam>
    /// <typeparam name="T2">The second argument's type.</typeparam>
    /// <typeparam name="T3">The third argument's type.</typeparam>
    /// <typeparam name="T4">The fourth argument's type.</typeparam>
    /// <param name="device">Where.</param>
    /// <param name="kernel">A static method.</param>
    /// <param name="threads">How often it runs, with numbers from 0.</param>
    /// <param name="first">The first argument.</param>
    /// <param name="second">The second argument.</param>
    /// <param name="third">The third argument.</param>
    /// <param name="fourth">The fourth argument.</param>
    /// <exception cref="NotSupportedException">It does not compile for the device.</exception>
    public static void Launch<T1, T2, T3, T4>(Device device, Action<Index1D, T1, T2, T3, T4> kernel, int threads, T1 first, T2 second, T3 third, T4 fourth)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Backend(device).Launch(
            kernel,
            static (a, k) => a.LoadAutoGroupedStreamKernel(k),
            threads,
            (first, second, third, fourth),
            static (launcher, n, x) => launcher(n, x.first, x.second, x.third, x.fourth));
    }

    private static IlgpuBackend Backend(Device device) =>
        BackendRegistry.Get(device) as IlgpuBackend ?? throw Errors.Argument("launch", $"{device} is no device of ILGPU's", "move the operands to one first");
}
