using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace Autograd.Ilgpu;

/// <content>
/// How elementwise kernels go over their elements, which the kind of the device and the layouts decide: on processors a thread each; on
/// GPUs, and on ILGPU's simulation of one, four neighbouring floats at once where all operands are contiguous and aligned, and single elements in strides elsewhere.
/// </content>
internal sealed partial class IlgpuBackend
{
    /// <summary>A kernel that waits for the way to go over its elements. Its caller holds the lock.</summary>
    private interface IPass
    {
        /// <summary>Queues the kernel.</summary>
        void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes>;
    }

    /// <summary>Whether the device is a processor behind OpenCL, whose driver makes vectors of a group's threads.</summary>
    private bool TakesEach => _accelerator is CLAccelerator opencl && (opencl.DeviceType & CLDeviceType.CL_DEVICE_TYPE_CPU) != 0;

    /// <summary>Queues a kernel, the best way for the device.</summary>
    /// <typeparam name="TPass">The kernel.</typeparam>
    /// <param name="plan">The elements.</param>
    /// <param name="pass">The kernel with its operands.</param>
    /// <param name="lanes">How many neighbouring elements the kernel takes as one.</param>
    private void Run<TPass>(in KernelPlan plan, in TPass pass, int lanes = 1)
        where TPass : struct, IPass
    {
        var items = plan.Count / lanes;
        if (!TakesEach)
        {
            if (lanes > 1)
                pass.Queue(this, plan, new FlatAxes { Work = Share(items) });
            else
                pass.Queue(this, plan, plan.ToAxes(Share(items)));
            return;
        }

        var each = new Work { Count = items, Threads = items };
        if (plan.IsFlat)
            pass.Queue(this, plan, new Each<FlatAxes> { Axes = new FlatAxes { Work = each } });
        else
            pass.Queue(this, plan, new Each<LoopAxes> { Axes = plan.ToAxes(each) });
    }

    /// <summary>Whether four elements at once will do.</summary>
    private bool TakesQuads<T>(in KernelPlan plan, params ReadOnlySpan<TensorView> views)
    {
        if (typeof(T) != typeof(KernelSingle) || TakesEach || !plan.IsFlat || plan.Count % Quad<KernelSingle>.Count != 0)
            return false;
        foreach (var view in views)
        {
            // Storages begin at addresses aligned to more than four floats.
            if (view.Offset % Quad<KernelSingle>.Count != 0)
                return false;
        }

        return true;
    }

    private readonly struct UnaryPass<TRule, T>(TensorView x, TensorView y) : IPass
        where TRule : struct, Ops.IUnaryRule
        where T : unmanaged, Numerics.IReal<T>
    {
        public void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes> =>
            backend.Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<T>, Operand<T>>(ElementwiseKernels.Unary<TRule, T, TAxes>), "Unary")(
                axes.Threads, axes, plan.ToOperand<T>(0, x), plan.ToOperand<T>(1, y));
    }

    private readonly struct UnaryVjpPass<TRule, T>(TensorView x, TensorView y, TensorView dy, TensorView dx) : IPass
        where TRule : struct, Ops.IUnaryRule
        where T : unmanaged, Numerics.IReal<T>
    {
        public void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes> =>
            backend.Kernel(
                static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<T>, Operand<T>, Operand<T>, Operand<T>>(ElementwiseKernels.UnaryVjp<TRule, T, TAxes>), "UnaryVjp")(
                axes.Threads, axes, plan.ToOperand<T>(0, x), plan.ToOperand<T>(1, y), plan.ToOperand<T>(2, dy), plan.ToOperand<T>(3, dx));
    }

    private readonly struct BinaryPass<TRule, T>(TensorView a, TensorView b, TensorView y) : IPass
        where TRule : struct, Ops.IBinaryRule
        where T : unmanaged, Numerics.IReal<T>
    {
        public void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes> =>
            backend.Kernel(
                static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<T>, Operand<T>, Operand<T>>(ElementwiseKernels.Binary<TRule, T, TAxes>), "Binary")(
                axes.Threads, axes, plan.ToOperand<T>(0, a), plan.ToOperand<T>(1, b), plan.ToOperand<T>(2, y));
    }

    private readonly struct BinaryVjpPass<TRule, T>(TensorView a, TensorView b, TensorView y, TensorView dy, TensorView? da, TensorView? db) : IPass
        where TRule : struct, Ops.IBinaryRule
        where T : unmanaged, Numerics.IReal<T>
    {
        public void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes>
        {
            var (first, second, output, cotangent) = (plan.ToOperand<T>(0, a), plan.ToOperand<T>(1, b), plan.ToOperand<T>(2, y), plan.ToOperand<T>(3, dy));
            if (da is not { } one)
            {
                backend.Kernel(
                    static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<T>, Operand<T>, Operand<T>, Operand<T>, Operand<T>>(
                        ElementwiseKernels.BinaryVjpSecond<TRule, T, TAxes>), "BinaryVjp")(axes.Threads, axes, first, second, output, cotangent, plan.ToOperand<T>(4, db!.Value));
            }
            else if (db is not { } other)
            {
                backend.Kernel(
                    static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<T>, Operand<T>, Operand<T>, Operand<T>, Operand<T>>(
                        ElementwiseKernels.BinaryVjpFirst<TRule, T, TAxes>), "BinaryVjp")(axes.Threads, axes, first, second, output, cotangent, plan.ToOperand<T>(4, one));
            }
            else
            {
                backend.Kernel(
                    static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<T>, Operand<T>, Operand<T>, Operand<T>, Operand<T>, Operand<T>>(
                        ElementwiseKernels.BinaryVjpBoth<TRule, T, TAxes>), "BinaryVjp")(
                    axes.Threads, axes, first, second, output, cotangent, plan.ToOperand<T>(4, one), plan.ToOperand<T>(5, other));
            }
        }
    }

    private readonly struct TernaryPass<TRule, T>(TensorView a, TensorView b, TensorView c, TensorView y) : IPass
        where TRule : struct, Ops.ITernaryRule
        where T : unmanaged, Numerics.IReal<T>
    {
        public void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes> =>
            backend.Kernel(
                static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<T>, Operand<T>, Operand<T>, Operand<T>>(ElementwiseKernels.Ternary<TRule, T, TAxes>), "Ternary")(
                axes.Threads, axes, plan.ToOperand<T>(0, a), plan.ToOperand<T>(1, b), plan.ToOperand<T>(2, c), plan.ToOperand<T>(3, y));
    }

    private readonly struct TernaryVjpPass<TRule, TPartial, T>(TensorView a, TensorView b, TensorView c, TensorView y, TensorView dy, TensorView dx) : IPass
        where TRule : struct, Ops.ITernaryRule
        where TPartial : struct, Ops.ITernaryPartial
        where T : unmanaged, Numerics.IReal<T>
    {
        public void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes> =>
            backend.Kernel(
                static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<T>, Operand<T>, Operand<T>, Operand<T>, Operand<T>, Operand<T>>(
                    ElementwiseKernels.TernaryVjp<TRule, TPartial, T, TAxes>), "TernaryVjp")(
                axes.Threads,
                axes,
                plan.ToOperand<T>(0, a),
                plan.ToOperand<T>(1, b),
                plan.ToOperand<T>(2, c),
                plan.ToOperand<T>(3, y),
                plan.ToOperand<T>(4, dy),
                plan.ToOperand<T>(5, dx));
    }

    private readonly struct ComparePass<TRule, TElement, T>(TensorView a, TensorView b, TensorView y) : IPass
        where TRule : struct, Ops.ICompareRule
        where TElement : unmanaged, IKernelElement<TElement>
        where T : unmanaged, IKernelNumber<T>
    {
        public void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes> =>
            backend.Kernel(
                static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<TElement>, Operand<TElement>, Operand<KernelTruth>>(
                    ElementwiseKernels.Compare<TRule, TElement, T, TAxes>), "Compare")(
                axes.Threads, axes, plan.ToOperand<TElement>(0, a), plan.ToOperand<TElement>(1, b), plan.ToOperand<KernelTruth>(2, y));
    }

    private readonly struct AccumulatePass<T>(TensorView x, TensorView y) : IPass
        where T : unmanaged, Numerics.IReal<T>
    {
        public void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes> =>
            backend.Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<T>, Operand<T>>(ElementwiseKernels.Accumulate<T, TAxes>), "Accumulate")(
                axes.Threads, axes, plan.ToOperand<T>(0, x), plan.ToOperand<T>(1, y));
    }

    private readonly struct FillPass<T>(TensorView y, T value) : IPass
        where T : unmanaged
    {
        public void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes> =>
            backend.Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<T>, T>(CopyKernels.Fill), "Fill")(axes.Threads, axes, plan.ToOperand<T>(0, y), value);
    }

    private readonly struct CopyPass<T>(TensorView x, TensorView y) : IPass
        where T : unmanaged
    {
        public void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes> =>
            backend.Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<T>, Operand<T>>(CopyKernels.Copy), "Copy")(
                axes.Threads, axes, plan.ToOperand<T>(0, x), plan.ToOperand<T>(1, y));
    }

    private readonly struct ConvertPass<TFrom, TTo>(TensorView x, TensorView y) : IPass
        where TFrom : unmanaged, IKernelElement<TFrom>
        where TTo : unmanaged, IKernelElement<TTo>
    {
        public void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes> =>
            backend.Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<TFrom>, Operand<TTo>>(CopyKernels.Convert), "Convert")(
                axes.Threads, axes, plan.ToOperand<TFrom>(0, x), plan.ToOperand<TTo>(1, y));
    }

    private readonly struct SelectPass<T>(TensorView condition, TensorView a, TensorView b, TensorView y) : IPass
        where T : unmanaged
    {
        public void Queue<TAxes>(IlgpuBackend backend, in KernelPlan plan, TAxes axes)
            where TAxes : unmanaged, IAxes<TAxes> =>
            backend.Kernel(
                static a => a.LoadAutoGroupedStreamKernel<Index1D, TAxes, Operand<KernelTruth>, Operand<T>, Operand<T>, Operand<T>>(CopyKernels.Select), "Select")(
                axes.Threads, axes, plan.ToOperand<KernelTruth>(0, condition), plan.ToOperand<T>(1, a), plan.ToOperand<T>(2, b), plan.ToOperand<T>(3, y));
    }
}
