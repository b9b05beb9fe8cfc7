using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// The product in blocks after Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (2008): blocks of C by blocks of
/// depth, packed where that pays, each computed in tiles by the <see cref="MicroKernel{T,TRegister,TRows,TWidth,TSteps}"/>.
/// </summary>
/// <remarks>
/// A packed block of B is shared: all threads pack first and then all compute; rows of A are packed by who computes them. The depth's blocks follow each other, so every element of C is
/// the same chain of sums whoever computes it.
/// </remarks>
internal static unsafe class BlockedProduct<T, TRegister>
    where T : unmanaged
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>The most rows of a product of few columns that is computed as its transpose, in memory of the stack.</summary>
    private const int MostTurnedRows = 512;

    /// <summary>Computes all products of a batch. M, N, K and Batch are at least 1.</summary>
    public static void RunBatch(in GemmArguments<T> g)
    {
        if (g.Batch == 1)
        {
            Run(in g);
            return;
        }

        if (g.Finish == null && g.BBatch == 0 && g.ABatch == g.M * g.ARow && g.CBatch == g.M * g.CRow && (long)g.M * g.Batch <= int.MaxValue)
        {
            // One B for rows that continue each other from item to item: one taller product.
            GemmArguments<T> tall = g;
            tall.M = g.M * g.Batch;
            tall.Batch = 1;
            Run(in tall);
            return;
        }

        BatchStep<T, TRegister> step = new(in g);
        if (step.SplitsItems)
        {
            for (int item = 0; item < g.Batch; item++)
            {
                step.RunItem(item);
            }
        }
        else
        {
            WorkerPool.For(step.Chunks, in step);
        }
    }

    /// <summary>Computes the one product at the batch's first addresses.</summary>
    [SkipLocalsInit]
    public static void Run(in GemmArguments<T> g)
    {
        if (g.N == 1 && g.M > 1 && g.CRow == 1)
        {
            RunColumn(in g);
            return;
        }

        if (g.N <= TRegister.Lanes / 2 && g.ARow == 1 && g.M >= TRegister.Lanes && g.M <= MostTurnedRows && !g.Accumulate && g.Bias == null && g.Finish == null)
        {
            RunTurned(in g);
            return;
        }

        ProductPlan plan = ProductPlan.For(in g, TRegister.MaximumRows, TRegister.Lanes);
        if (g.M == 1 && VectorProduct<T, TRegister>.TryRun(in g, plan.Depth))
        {
            return;
        }

        for (int column = 0; column < g.N; column += plan.BlockColumns)
        {
            int columns = Math.Min(plan.BlockColumns, g.N - column);
            for (int k = 0; k < g.K; k += plan.Depth)
            {
                int depth = Math.Min(plan.Depth, g.K - k);
                for (int row = 0; row < g.M; row += plan.BlockRows)
                {
                    RunBlock(in g, in plan, row, column, k, Math.Min(plan.BlockRows, g.M - row), columns, depth);
                }
            }
        }
    }

    /// <summary>A single column is computed as the row it is the transpose of: otherwise all but one lane would be idle.</summary>
    private static void RunColumn(in GemmArguments<T> g)
    {
        GemmArguments<T> row = Transposed(in g, g.C);
        row.Bias = null;
        row.Finish = null;
        Run(in row);
        if (g.Bias != null)
        {
            TRegister bias = TRegister.Broadcast(*g.Bias);
            for (int i = 0; i < g.M; i += TRegister.Lanes)
            {
                TRegister lanes = TRegister.FirstLanes(g.M - i);
                TRegister.Store(g.C + i, TRegister.Add(TRegister.Load(g.C + i, lanes), bias), lanes);
            }
        }

        if (g.Finish != null)
        {
            g.Finish(g.C, g.CRow, g.M, 1, 0, 0, g.Context);
        }
    }

    /// <summary>
    /// A few columns of a product whose A lies transposed, such as the gradient of a weight of few inputs, are the rows of its transpose, whose columns fill the lanes.
    /// </summary>
    [SkipLocalsInit]
    private static void RunTurned(in GemmArguments<T> g)
    {
        T* sums = stackalloc T[TRegister.Lanes / 2 * MostTurnedRows];
        GemmArguments<T> turned = Transposed(in g, sums);
        Run(in turned);
        for (int column = 0; column < g.N; column++)
        {
            for (int row = 0; row < g.M; row++)
            {
                g.C[(row * g.CRow) + column] = sums[(column * g.M) + row];
            }
        }
    }

    /// <summary>Cᵀ = Bᵀ·Aᵀ, to rows one behind the other: the same chains of sums.</summary>
    private static GemmArguments<T> Transposed(in GemmArguments<T> g, T* c)
    {
        GemmArguments<T> turned = g;
        turned.M = g.N;
        turned.N = g.M;
        turned.A = g.B;
        turned.ARow = g.BColumn;
        turned.AColumn = g.BRow;
        turned.B = g.A;
        turned.BRow = g.AColumn;
        turned.BColumn = g.ARow;
        turned.C = c;
        turned.CRow = g.M;
        return turned;
    }

    [SkipLocalsInit]
    private static void RunBlock(in GemmArguments<T> g, in ProductPlan plan, int row, int column, int k, int rows, int columns, int depth)
    {
        bool last = k + depth == g.K;
        ProductStep<T, TRegister> step;
        step.Rows = rows;
        step.Columns = columns;
        step.Depth = depth;
        step.PanelRows = plan.PanelRows;
        step.PanelColumns = plan.PanelColumns;
        step.ChunkRows = plan.ChunkRows;
        step.ChunkColumns = plan.ChunkColumns;
        step.A = g.A + (row * g.ARow) + (k * g.AColumn);
        step.ARow = g.ARow;
        step.AStep = g.AColumn;
        step.PacksA = plan.PacksA;
        step.B = g.B + (k * g.BRow) + (column * g.BColumn);
        step.BStep = g.BRow;
        step.BPanel = plan.PanelColumns;
        step.BTail = null;
        step.C = g.C + (row * g.CRow) + column;
        step.CRow = g.CRow;
        step.Bias = last && g.Bias != null ? g.Bias + column : null;
        step.Accumulate = g.Accumulate || k > 0;
        step.Finish = last ? g.Finish : null;
        step.Context = g.Context;
        step.FirstRow = row;
        step.FirstColumn = column;

        // Without packing B, the kernel still reads whole registers: the columns left over at the end are packed alone.
        int tail = plan.PacksB || columns % TRegister.Lanes == 0 ? 0 : columns % plan.PanelColumns;
        if (plan.PacksB || tail > 0)
        {
            PackB(in g, in plan, ref step, tail, packsB: row == 0);
        }

        WorkerPool.For(step.Chunks, in step);
    }

    /// <summary>Packs the step's B, or only its last columns, into the thread's scratch and points the step at the copy.</summary>
    [SkipLocalsInit]
    private static void PackB(in GemmArguments<T> g, in ProductPlan plan, ref ProductStep<T, TRegister> step, int tail, bool packsB)
    {
        int depth = step.Depth;
        int firstColumn = plan.PacksB ? 0 : step.Columns - tail;
        int panels = ProductPlan.CeilingDivide(step.Columns - firstColumn, plan.PanelColumns);
        T* packedB = (T*)Scratch.Shared((nint)panels * plan.PanelColumns * depth * sizeof(T));

        // B's block is the same for every block of rows, and the buffer keeps it.
        if (packsB)
        {
            PackingStep<T, TRegister> packing;
            packing.Depth = depth;
            packing.FirstColumn = firstColumn;
            packing.Columns = step.Columns;
            packing.PanelColumns = plan.PanelColumns;
            packing.B = step.B;
            packing.BRow = g.BRow;
            packing.BColumn = g.BColumn;
            packing.PackedB = packedB;
            packing.Panels = panels;
            packing.Run();
        }

        if (plan.PacksB)
        {
            step.B = packedB;
            step.BStep = plan.PanelColumns;
            step.BPanel = (nint)plan.PanelColumns * depth;
            step.BTail = step.Columns % plan.PanelColumns == 0 ? null : packedB + (step.Columns / plan.PanelColumns * step.BPanel);
        }
        else
        {
            step.BTail = packedB;
        }
    }
}
