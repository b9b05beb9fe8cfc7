using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Optimisers' steps, several parameters a launch.</content>
internal sealed partial class IlgpuBackend : IUpdateKernels
{
    /// <inheritdoc/>
    public void Update<TRule>(in UpdateNumbers numbers, ReadOnlySpan<UpdateArrays> parameters)
        where TRule : struct, IUpdateRule
    {
        for (var first = 0; first < parameters.Length;)
        {
            var count = LaunchLength(parameters[first..]);
            var together = parameters.Slice(first, count);
            switch (parameters[0].Value.DType)
            {
                case DType.Float32:
                    Update<TRule, KernelSingle>(numbers, together);
                    break;
                case DType.Float64:
                    Update<TRule, KernelDouble>(numbers, together);
                    break;
                default:
                    throw BackendChecks.NoKernel("update", parameters[0].Value.DType);
            }

            first += count;
        }
    }

    // As many parameters as a launch takes and as its index reaches over.
    private static int LaunchLength(ReadOnlySpan<UpdateArrays> parameters)
    {
        long elements = 0;
        var count = 0;
        while (count < Math.Min(UpdateKernels.Slots, parameters.Length))
        {
            elements += parameters[count].Value.Shape.Count;
            if (elements > int.MaxValue && count > 0)
                break;
            CheckCount("update", elements);
            count++;
        }

        return count;
    }

    private void Update<TRule, T>(in UpdateNumbers numbers, ReadOnlySpan<UpdateArrays> parameters)
        where TRule : struct, IUpdateRule
        where T : unmanaged, IKernelNumber<T>
    {
        var end = 0;
        var a = Slot<T>(parameters, 0, ref end);
        var b = Slot<T>(parameters, 1, ref end);
        var c = Slot<T>(parameters, 2, ref end);
        var d = Slot<T>(parameters, 3, ref end);
        if (end == 0)
            return;
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, UpdateTerms<T>, UpdateSlot<T>, UpdateSlot<T>, UpdateSlot<T>, UpdateSlot<T>>(
                UpdateKernels.Update<TRule, T>), "Update")(Threads(end), Share(end), numbers.To<T>(), a, b, c, d);
        }
    }

    private static UpdateSlot<T> Slot<T>(ReadOnlySpan<UpdateArrays> parameters, int index, ref int end)
        where T : unmanaged
    {
        // A slot that is left over has no elements, and any views.
        ref readonly var arrays = ref parameters[Math.Min(index, parameters.Length - 1)];
        if (index < parameters.Length)
            end += (int)arrays.Value.Shape.Count;
        return new UpdateSlot<T>
        {
            Value = Elements<T>(arrays.Value),
            Gradient = Elements<T>(arrays.Gradient),
            First = Elements<T>(arrays.First),
            Second = Elements<T>(arrays.Second),
            Third = Elements<T>(arrays.Third),
            End = end,
        };
    }
}
