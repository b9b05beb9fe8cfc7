using Autograd.Backends.Cpu.Recurrent;
using Autograd.Ops;

namespace Autograd.Backends.Cpu;

/// <content>Layers of recurrent networks.</content>
internal sealed unsafe partial class CpuBackend : IRecurrentKernels
{
    /// <inheritdoc/>
    public void Recur<TCell>(in RecurrentArrays arrays)
        where TCell : struct, IRecurrentCell
    {
        switch (arrays.Input.DType)
        {
            case DType.Float32:
                Recurrence<float, TCell>.Forward(Arguments<float>(in arrays));
                break;
            case DType.Float64:
                Recurrence<double, TCell>.Forward(Arguments<double>(in arrays));
                break;
            default:
                throw BackendChecks.NoKernel("recurrent", arrays.Input.DType);
        }

        KeepAlive(in arrays);
    }

    /// <inheritdoc/>
    public void RecurVjp<TCell>(in RecurrentArrays arrays, in RecurrentCotangents cotangents)
        where TCell : struct, IRecurrentCell
    {
        switch (arrays.Input.DType)
        {
            case DType.Float32:
                Recurrence<float, TCell>.Backward(Arguments<float>(in arrays), Cotangents<float>(in cotangents));
                break;
            case DType.Float64:
                Recurrence<double, TCell>.Backward(Arguments<double>(in arrays), Cotangents<double>(in cotangents));
                break;
            default:
                throw BackendChecks.NoKernel("recurrent", arrays.Input.DType);
        }

        KeepAlive(in arrays);
        KeepAlive(in cotangents);
    }

    private static RecurrentArguments<T> Arguments<T>(in RecurrentArrays arrays)
        where T : unmanaged => new()
        {
            Steps = arrays.Input.Shape[0],
            Batch = arrays.Input.Shape[1],
            Inputs = arrays.Input.Shape[2],
            Units = arrays.State.Shape[1],
            Slots = arrays.Gates.Shape[2],
            IsReversed = arrays.Reverse,
            X = (T*)Address(arrays.Input),
            State = (T*)Address(arrays.State),
            Cell = Optional<T>(arrays.Cell),
            InputWeight = (T*)Address(arrays.InputWeight),
            StateWeight = (T*)Address(arrays.StateWeight),
            InputBias = Optional<T>(arrays.InputBias),
            StateBias = Optional<T>(arrays.StateBias),
            Gates = (T*)Address(arrays.Gates),
            Cells = Optional<T>(arrays.Cells),
            Output = (T*)Address(arrays.Output),
        };

    private static RecurrentGradients<T> Cotangents<T>(in RecurrentCotangents cotangents)
        where T : unmanaged => new()
        {
            Output = Optional<T>(cotangents.Output),
            FinalState = Optional<T>(cotangents.FinalState),
            FinalCell = Optional<T>(cotangents.FinalCell),
            Gates = (T*)Address(cotangents.Gates),
            X = Optional<T>(cotangents.Input),
            State = Optional<T>(cotangents.State),
            Cell = Optional<T>(cotangents.Cell),
            InputWeight = Optional<T>(cotangents.InputWeight),
            StateWeight = Optional<T>(cotangents.StateWeight),
            InputBias = Optional<T>(cotangents.InputBias),
            StateBias = Optional<T>(cotangents.StateBias),
        };

    private static T* Optional<T>(in TensorView? view)
        where T : unmanaged => view is { } given ? (T*)Address(in given) : null;

    private static void KeepAlive(in RecurrentArrays arrays)
    {
        GC.KeepAlive(arrays.Input.Storage);
        GC.KeepAlive(arrays.State.Storage);
        GC.KeepAlive(arrays.Cell?.Storage);
        GC.KeepAlive(arrays.InputWeight.Storage);
        GC.KeepAlive(arrays.StateWeight.Storage);
        GC.KeepAlive(arrays.InputBias?.Storage);
        GC.KeepAlive(arrays.StateBias?.Storage);
        GC.KeepAlive(arrays.Gates.Storage);
        GC.KeepAlive(arrays.Cells?.Storage);
        GC.KeepAlive(arrays.Output.Storage);
    }

    private static void KeepAlive(in RecurrentCotangents cotangents)
    {
        GC.KeepAlive(cotangents.Output?.Storage);
        GC.KeepAlive(cotangents.FinalState?.Storage);
        GC.KeepAlive(cotangents.FinalCell?.Storage);
        GC.KeepAlive(cotangents.Gates.Storage);
        GC.KeepAlive(cotangents.Input?.Storage);
        GC.KeepAlive(cotangents.State?.Storage);
        GC.KeepAlive(cotangents.Cell?.Storage);
        GC.KeepAlive(cotangents.InputWeight?.Storage);
        GC.KeepAlive(cotangents.StateWeight?.Storage);
        GC.KeepAlive(cotangents.InputBias?.Storage);
        GC.KeepAlive(cotangents.StateBias?.Storage);
    }
}
