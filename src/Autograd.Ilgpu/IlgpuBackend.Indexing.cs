using System.Runtime.InteropServices;
using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Gathers and scatters by an index, and what is noted of indices out of range.</content>
internal sealed partial class IlgpuBackend
{
    /// <summary>The operations by their place in the faults.</summary>
    private static readonly string[] FaultNames = ["index_select", "index_add", "gather", "scatter_add", "cross_entropy"];

    /// <summary>Places of an index up to which each looks for the next of its value: that takes the square of their number.</summary>
    private const int MostLinked = 1 << 17;

    /// <inheritdoc/>
    public void IndexSelect(in TensorView x, in TensorView index, in TensorView y, long outer, long inner) =>
        Read(Sizes(x, y, outer, inner, each: false, fault: 0), x, index, y);

    /// <inheritdoc/>
    public void IndexAdd(in TensorView y, in TensorView index, in TensorView x, long outer, long inner) =>
        Add(Sizes(x, y, outer, inner, each: false, fault: 1), y, index, x);

    /// <inheritdoc/>
    public void Gather(in TensorView x, in TensorView index, in TensorView y, long outer, long inner) =>
        Read(Sizes(x, y, outer, inner, each: true, fault: 2), x, index, y);

    /// <inheritdoc/>
    public void ScatterAdd(in TensorView y, in TensorView index, in TensorView x, long outer, long inner) =>
        Add(Sizes(x, y, outer, inner, each: true, fault: 3), y, index, x);

    private static IndexSizes Sizes(in TensorView x, in TensorView y, long outer, long inner, bool each, int fault)
    {
        CheckCount(FaultNames[fault], Math.Max(x.Shape.Count, y.Shape.Count));
        var places = Math.Max(1, outer * inner);
        return new IndexSizes
        {
            Length = (int)(x.Shape.Count / places),
            Count = (int)(y.Shape.Count / places),
            Inner = (int)inner,
            Each = each ? 1 : 0,
            Fault = fault,
        };
    }

    private void Read(IndexSizes sizes, in TensorView x, in TensorView index, in TensorView y)
    {
        switch (y.DType.Size())
        {
            case 1:
                Read<byte>(sizes, x, index, y);
                break;
            case 2:
                Read<ushort>(sizes, x, index, y);
                break;
            case 4:
                Read<int>(sizes, x, index, y);
                break;
            default:
                Read<long>(sizes, x, index, y);
                break;
        }
    }

    private void Add(IndexSizes sizes, in TensorView y, in TensorView index, in TensorView x)
    {
        switch (x.DType)
        {
            case DType.Float32:
                Add<KernelSingle>(sizes, y, index, x);
                break;
            case DType.Float64:
                Add<KernelDouble>(sizes, y, index, x);
                break;
            case DType.Int32:
                Add<KernelInt32>(sizes, y, index, x);
                break;
            case DType.Int64:
                Add<KernelInt64>(sizes, y, index, x);
                break;
            default:
                throw BackendChecks.NoKernel(FaultNames[sizes.Fault], x.DType);
        }
    }

    private void Read<T>(IndexSizes sizes, in TensorView x, in TensorView index, in TensorView y)
        where T : unmanaged
    {
        if (y.Shape.Count == 0)
            return;
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, ArrayView<long>, ArrayView<T>, IndexSizes, ArrayView<long>>(IndexKernels.Read))(
                Threads((int)y.Shape.Count), Share((int)y.Shape.Count), Elements<T>(x), Elements<long>(index), Elements<T>(y), sizes, Faults());
        }

        KeepAlive(x, index);
        KeepAlive(y, y);
    }

    private void Add<T>(IndexSizes sizes, in TensorView y, in TensorView index, in TensorView x)
        where T : unmanaged, IKernelNumber<T>
    {
        if (y.Shape.Count == 0 || x.Shape.Count == 0)
            return;
        var items = (int)x.Shape.Count;
        lock (_gate)
        {
            if (sizes.Each == 0 && sizes.Count is > 1 and <= MostLinked)
            {
                AddLinked<T>(sizes, y, index, x);
                KeepAlive(x, index);
                KeepAlive(y, y);
                return;
            }

            Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, ArrayView<long>, ArrayView<T>, IndexSizes, ArrayView<long>>(IndexKernels.Add))(
                Threads(items), Share(items), Elements<T>(y), Elements<long>(index), Elements<T>(x), sizes, Faults());
        }

        KeepAlive(x, index);
        KeepAlive(y, y);
    }

    /// <summary>The faults' memory, for a kernel that may note one; they are looked at when the host waits next.</summary>
    private ArrayView<long> Faults()
    {
        _mayHaveFaults = true;
        return _faults.View<long>(0);
    }

    // Both ways add in the same order; this one has as many items as y has elements. Its caller holds the lock.
    private void AddLinked<T>(IndexSizes sizes, in TensorView y, in TensorView index, in TensorView x)
        where T : unmanaged, IKernelNumber<T>
    {
        var links = Memory.Allocate(DType.Int32, 2L * sizes.Count);
        var next = links.View<int>(0);
        var first = links.View<int>(sizes.Count);
        Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<long>, ArrayView<int>, ArrayView<int>>(IndexKernels.Link))(
            Threads(sizes.Count), Share(sizes.Count), Elements<long>(index), next, first);
        var items = (int)y.Shape.Count;
        Kernel(static a => a.LoadAutoGroupedStreamKernel<
            Index1D, Work, ArrayView<T>, ArrayView<long>, ArrayView<int>, ArrayView<int>, ArrayView<T>, IndexSizes, ArrayView<long>>(IndexKernels.AddLinked))(
            Threads(items), Share(items), Elements<T>(y), Elements<long>(index), next, first, Elements<T>(x), sizes, Faults());
        Memory.Release(links);
    }

    private void ThrowFaults()
    {
        if (!_mayHaveFaults)
            return;
        _mayHaveFaults = false;
        _transfers.Download(_faults.Block, MemoryMarshal.AsBytes(_faultsHere.AsSpan()));
        var kind = Array.FindIndex(_faultsHere, static fault => fault != IndexKernels.NoFault);
        if (kind < 0)
            return;
        var index = _faultsHere[kind];
        ClearFaults();
        throw Errors.Argument(
            FaultNames[kind], $"the index {index} was out of range in a kernel since the last synchronisation", "check indices on the CPU before moving them");
    }

    private void ClearFaults()
    {
        Array.Fill(_faultsHere, IndexKernels.NoFault);
        _transfers.Upload(MemoryMarshal.AsBytes(_faultsHere.AsSpan()), _faults.Block);
    }
}
