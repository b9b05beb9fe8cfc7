using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// Operands of which some are strided. What a kernel cannot take as it lies goes through scratch tiles, in one of three ways:
/// rows where the innermost axis is long, blocks of two axes where an operand runs across the others, tiles of many short rows
/// elsewhere.
/// </summary>
internal unsafe struct StridedBody : IParallelBody
{
    /// <summary>An innermost axis from here on is gone along row by row.</summary>
    private const int LongRow = 128;

    /// <summary>Blocks need both axes this long.</summary>
    private const int ShortestBlock = 4;

    /// <summary>The axes.</summary>
    public LoopPlan Plan;

    /// <summary>The kernel.</summary>
    public KernelCall Call;

    /// <summary>A bit for each operand whose elements follow each other in the loop's order.</summary>
    public int Dense;

    /// <summary>A bit for each operand that is one element repeated.</summary>
    public int Constant;

    /// <summary>Rows of a block (axis 1) and columns (axis 0); 0 where there are no blocks.</summary>
    public int BlockRows;

    public int BlockColumns;

    /// <summary>Runs a kernel over a shape.</summary>
    [SkipLocalsInit]
    public static void Run(Shape shape, ReadOnlySpan<Strides?> strides, in Operands bases, in KernelCall call)
    {
        Unsafe.SkipInit(out StridedBody body);
        LoopPlan.Build(out body.Plan, shape, strides, bases, call);
        body.Call = call;
        body.Dense = 0;
        body.Constant = 0;
        body.BlockRows = 0;
        body.BlockColumns = 0;
        var across = 0;
        for (var slot = 0; slot < KernelCall.Slots; slot++)
        {
            if (!call.Has(slot))
                continue;
            if (body.Plan.IsDense(slot, call.Sizes[slot]))
                body.Dense |= 1 << slot;
            else if (body.Plan.IsConstant(slot))
                body.Constant |= 1 << slot;
            else if (across == 0)
                across = AxisAcross(in body.Plan, slot, call.Sizes[slot]);
        }

        if (across != 0)
        {
            body.Plan.Exchange(1, across);
            body.ChooseBlock();
        }

        WorkerPool.For(body.Chunks(), in body);
    }

    /// <inheritdoc/>
    public void Invoke(int chunk)
    {
        if (BlockRows != 0)
        {
            BlockLoop.Run(ref this, chunk);
            return;
        }

        var first = (long)chunk * ElementwiseLoop.Chunk;
        var end = Math.Min(Plan.Count, first + ElementwiseLoop.Chunk);
        if (Plan.Length(0) >= LongRow || Plan.Axes == 1)
            RowLoop.Run(ref this, first, end);
        else
            TileLoop.Run(ref this, first, end);
    }

    /// <summary>The axis along which an operand's elements are nearest, where that is not the innermost and blocks would pay; else 0.</summary>
    private static int AxisAcross(in LoopPlan plan, int slot, int size)
    {
        var least = plan.Step(slot, 0);
        if (least == 0 || least == size || plan.Length(0) < ShortestBlock)
            return 0;
        var found = 0;
        for (var axis = 1; axis < plan.Axes; axis++)
        {
            var step = plan.Step(slot, axis);
            if (step != 0 && step < least && plan.Length(axis) >= ShortestBlock)
            {
                least = step;
                found = axis;
            }
        }

        return found;
    }

    // Sixteen rows use whole cache lines of an operand that runs across; short axes leave more to the other.
    private void ChooseBlock()
    {
        var rows = (int)Math.Min(Plan.Length(1), 16);
        BlockColumns = (int)Math.Min(Plan.Length(0), Tile.Elements / rows);
        BlockRows = (int)Math.Min(Plan.Length(1), Tile.Elements / BlockColumns);
    }

    private readonly int Chunks() => BlockRows != 0
        ? BlockLoop.Chunks(in this)
        : (int)((Plan.Count + ElementwiseLoop.Chunk - 1) / ElementwiseLoop.Chunk);
}
