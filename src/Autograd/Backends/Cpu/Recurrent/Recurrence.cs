using System.Numerics;
using Autograd.Backends.Cpu.Gemm;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Recurrent;

/// <summary>
/// A recurrent layer over a sequence. What does not wait for the step before is one product over all steps: the input's part of
/// the gates, and all gradients of weights and inputs. What does is one fork-join a step, products and gates of a block of
/// units together while they are in the cache.
/// </summary>
internal static unsafe class Recurrence<T, TCell>
    where T : unmanaged, INumber<T>
    where TCell : struct, IRecurrentCell
{
    /// <summary>Whether the last gate's sums of input and state stay apart.</summary>
    private static bool Splits => TCell.Slots > TCell.Gates;

    /// <summary>The gates whose sum from the state is added to that from the input.</summary>
    private static int JoinedGates => Splits ? TCell.Gates - 1 : TCell.Gates;

    /// <summary>Fills the gates, the cells and the output.</summary>
    public static void Forward(in RecurrentArguments<T> a)
    {
        if (a.Steps == 0 || a.Batch == 0)
            return;
        var biases = a.InputBias == null ? 0 : TCell.Gates * a.Units;
        var panels = WeightPanelsJob<T>.Size(a.Units, TCell.Gates);
        var room = CpuMemory.Allocate(DTypes.Of<T>(), panels + biases, pooled: true);
        T* weight = room.Pointer<T>();
        T* bias = biases == 0 ? null : weight + panels;
        for (var i = 0; i < biases; i++)
            bias[i] = i < JoinedGates * a.Units ? a.InputBias[i] + a.StateBias[i] : a.InputBias[i];
        MatrixProduct.MultiplyWidest(new GemmArguments<T>
        {
            M = a.Steps * a.Batch,
            N = TCell.Gates * a.Units,
            K = a.Inputs,
            A = a.X,
            ARow = a.Inputs,
            AColumn = 1,
            B = a.InputWeight,
            BRow = 1,
            BColumn = a.Inputs,
            C = a.Gates,
            CRow = a.GateRow,
            Bias = bias,
        });
        Lay(a.StateWeight, weight, a.Units, transposes: true);
        if (LaneWidth.Use512)
            Steps<Wide512<T>>(in a, weight);
        else if (LaneWidth.Use256)
            Steps<Wide256<T>>(in a, weight);
        else if (LaneWidth.Use128)
            Steps<Wide128<T>>(in a, weight);
        else
            Steps<Scalar<T>>(in a, weight);
        CpuMemory.Release(room);
    }

    /// <summary>Fills the gradients that are asked for.</summary>
    public static void Backward(in RecurrentArguments<T> a, in RecurrentGradients<T> d)
    {
        var panels = WeightPanelsJob<T>.Size(a.Units, TCell.Gates);
        var rows = RecurrentVjpJob<T, Scalar<T>, TCell>.RowsSize(in a);
        var room = CpuMemory.Allocate(DTypes.Of<T>(), panels + (2 * a.StateSize) + rows, pooled: true);
        T* weight = room.Pointer<T>();
        T* dState = weight + panels;
        T* carry = dState + a.StateSize;
        Copy(d.FinalState, dState, a.StateSize);
        Copy(d.FinalCell, carry, a.StateSize);
        Lay(a.StateWeight, weight, a.Units, transposes: false);
        if (LaneWidth.Use512)
            StepsBack<Wide512<T>>(in a, in d, weight, dState, carry);
        else if (LaneWidth.Use256)
            StepsBack<Wide256<T>>(in a, in d, weight, dState, carry);
        else if (LaneWidth.Use128)
            StepsBack<Wide128<T>>(in a, in d, weight, dState, carry);
        else
            StepsBack<Scalar<T>>(in a, in d, weight, dState, carry);
        if (d.State != null)
            Copy(dState, d.State, a.StateSize);
        if (d.Cell != null)
            Copy(carry, d.Cell, a.StateSize);
        CpuMemory.Release(room);
        Products(in a, in d);
    }

    private static void Steps<TLanes>(in RecurrentArguments<T> a, T* weight)
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        RecurrentJob<T, TLanes, TCell> job = default;
        job.Arguments = a;
        job.Blocks = new UnitBlocks(a.Units, a.Batch);
        job.Weight = weight;
        for (var order = 0; order < a.Steps; order++)
        {
            job.Order = order;
            WorkerPool.For(job.Blocks.Chunks, in job);
        }
    }

    private static void StepsBack<TLanes>(in RecurrentArguments<T> a, in RecurrentGradients<T> d, T* weight, T* dState, T* carry)
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        RecurrentVjpJob<T, TLanes, TCell> job = default;
        job.Arguments = a;
        job.Gradients = d;
        job.Blocks = new UnitBlocks(a.Units, a.Batch);
        job.Weight = weight;
        job.DState = dState;
        job.Carry = carry;
        job.Rows = carry + a.StateSize;

        // The step before the first, −1, only brings the state's cotangent through the weights.
        var end = d.State == null ? 0 : -1;
        for (var order = a.Steps - 1; order >= end; order--)
        {
            job.Order = order;
            WorkerPool.For(job.Blocks.Chunks, in job);
        }
    }

    /// <summary>The gradients that are sums over all steps.</summary>
    private static void Products(in RecurrentArguments<T> a, in RecurrentGradients<T> d)
    {
        var rows = a.Steps * a.Batch;
        var all = TCell.Gates * a.Units;
        if (d.X != null)
        {
            MatrixProduct.MultiplyWidest(new GemmArguments<T>
            {
                M = rows,
                N = a.Inputs,
                K = all,
                A = d.Gates,
                ARow = a.GateRow,
                AColumn = 1,
                B = a.InputWeight,
                BRow = a.Inputs,
                BColumn = 1,
                C = d.X,
                CRow = a.Inputs,
            });
        }

        if (d.InputWeight != null)
            GateProduct(in a, d.Gates, 0, all, a.X, a.Inputs, rows, d.InputWeight, accumulate: false);
        if (d.InputBias != null)
            GateSums(in a, d.Gates, all, rows, d.InputBias);

        var joined = JoinedGates * a.Units;
        T* apart = d.Gates + ((nint)TCell.Gates * a.Units);
        if (d.StateWeight != null)
        {
            StateProduct(in a, d.Gates, joined, d.StateWeight);
            if (Splits)
                StateProduct(in a, apart, a.Units, d.StateWeight + ((nint)joined * a.Units));
        }

        if (d.StateBias != null)
        {
            if (d.InputBias != null)
                Copy(d.InputBias, d.StateBias, joined);
            else
                GateSums(in a, d.Gates, joined, rows, d.StateBias);
            if (Splits)
                GateSums(in a, apart, a.Units, rows, d.StateBias + joined);
        }
    }

    /// <summary>Gates' cotangents times the state before each step: the output one step earlier, and the initial state.</summary>
    private static void StateProduct(in RecurrentArguments<T> a, T* gates, int columns, T* target)
    {
        var later = Math.Max(0, a.Steps - 1) * a.Batch;
        nint shift = later > 0 ? a.Batch : 0;
        if (a.IsReversed)
            GateProduct(in a, gates, 0, columns, a.Output + (shift * a.Units), a.Units, later, target, accumulate: false);
        else
            GateProduct(in a, gates, shift, columns, a.Output, a.Units, later, target, accumulate: false);
        if (a.Steps > 0)
            GateProduct(in a, gates, a.IsReversed ? later : 0, columns, a.State, a.Units, a.Batch, target, accumulate: true);
    }

    /// <summary>target (+)= gatesᵀ · values, over rows from one on.</summary>
    private static void GateProduct(
        in RecurrentArguments<T> a, T* gates, nint firstRow, int columns, T* values, int width, int rows, T* target, bool accumulate) =>
        MatrixProduct.MultiplyWidest(new GemmArguments<T>
        {
            M = columns,
            N = width,
            K = rows,
            A = gates + (firstRow * a.GateRow),
            ARow = 1,
            AColumn = a.GateRow,
            B = values,
            BRow = width,
            BColumn = 1,
            C = target,
            CRow = width,
            Accumulate = accumulate,
        });

    /// <summary>The sums of the gates' columns: a product with ones.</summary>
    private static void GateSums(in RecurrentArguments<T> a, T* gates, int columns, int rows, T* target)
    {
        var one = T.One;
        MatrixProduct.MultiplyWidest(new GemmArguments<T>
        {
            M = 1,
            N = columns,
            K = rows,
            A = &one,
            ARow = 0,
            AColumn = 0,
            B = gates,
            BRow = a.GateRow,
            BColumn = 1,
            C = target,
            CRow = columns,
        });
    }

    private static void Lay(T* weight, T* panels, int units, bool transposes)
    {
        WeightPanelsJob<T> job = default;
        job.Units = units;
        job.Gates = TCell.Gates;
        job.Weight = weight;
        job.Panels = panels;
        job.Transposes = transposes;
        WorkerPool.For(new UnitBlocks(units, 1).Count, in job);
    }

    /// <summary>Copies a source, or zeros where there is none.</summary>
    private static void Copy(T* source, T* target, nint count)
    {
        if (source == null)
            new Span<T>(target, checked((int)count)).Clear();
        else
            new Span<T>(source, checked((int)count)).CopyTo(new Span<T>(target, checked((int)count)));
    }
}
