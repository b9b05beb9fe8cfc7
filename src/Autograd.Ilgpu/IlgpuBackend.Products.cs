using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Matrix products.</content>
internal sealed partial class IlgpuBackend
{
    /// <summary>Rows and columns of the smaller tile.</summary>
    private const int SmallTile = 32;

    /// <inheritdoc/>
    public void MatMul(in TensorView a, in TensorView b, in TensorView c, in TensorView? bias)
    {
        if (TryMultiplyWithCublas(a, b, c, bias))
            return;
        switch (c.DType)
        {
            case DType.Float32:
                MatMul<KernelSingle>(a, b, c, bias);
                break;
            case DType.Float64:
                MatMul<KernelDouble>(a, b, c, bias);
                break;
            case DType.Int32:
                MatMul<KernelInt32>(a, b, c, bias);
                break;
            case DType.Int64:
                MatMul<KernelInt64>(a, b, c, bias);
                break;
            default:
                throw BackendChecks.NoKernel("matmul", c.DType);
        }
    }

    private void MatMul<T>(in TensorView a, in TensorView b, in TensorView c, in TensorView? bias)
        where T : unmanaged, IKernelNumber<T>
    {
        if (c.Shape.Count == 0)
            return;
        CheckCount("matmul", Math.Max(c.Shape.Count, Math.Max(Reach(a), Reach(b))));
        var rank = c.Shape.Rank;
        var batches = KernelPlan.Create("matmul", stackalloc int[KernelPlan.Space(2)], c.Shape.Lengths[..^2], a.Strides, b.Strides);
        var left = new StridedSource<T>
        {
            Elements = Elements<T>(a),
            Batches = batches.ToAxes(),
            BatchSteps = batches.ToSteps(0),
            OuterStep = (int)a.Strides[rank - 2],
            InnerStep = (int)a.Strides[rank - 1],
        };
        var right = new StridedSource<T>
        {
            Elements = Elements<T>(b),
            Batches = batches.ToAxes(),
            BatchSteps = batches.ToSteps(1),
            OuterStep = (int)b.Strides[rank - 1],
            InnerStep = (int)b.Strides[rank - 2],
        };
        var (rows, columns, inner) = (c.Shape[rank - 2], c.Shape[rank - 1], a.Shape[rank - 1]);
        var target = new MatrixTarget<T>
        {
            Elements = Elements<T>(c),
            Bias = Elements<T>(bias ?? c),
            HasBias = bias is null ? 0 : 1,
            MatrixStep = (long)rows * columns,
            RowStep = columns,
        };
        lock (_gate)
            Multiply<T, StridedSource<T>, StridedSource<T>, MatrixTarget<T>>(left, right, target, batches.Count, rows, columns, inner, inner, left.InnerStep == 1, right.InnerStep == 1);
        KeepAlive(a, b);
        KeepAlive(c, bias ?? c);
    }

    /// <summary>Runs a product in tiles; its caller holds the lock.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="c">Where the elements go.</param>
    /// <param name="batch">Matrices.</param>
    /// <param name="rows">Rows of each.</param>
    /// <param name="columns">Columns of each.</param>
    /// <param name="inner">What is summed over.</param>
    /// <param name="innerOfPart">How much of it a part has, the last perhaps less; the parts follow each other as matrices of c.</param>
    /// <param name="leftAlongInner">Whether the left operand's neighbours along the inner axis are neighbours in memory.</param>
    /// <param name="rightAlongInner">Whether the right operand's are.</param>
    private void Multiply<T, TLeft, TRight, TTarget>(
        TLeft a, TRight b, TTarget c, int batch, int rows, int columns, int inner, int innerOfPart, bool leftAlongInner, bool rightAlongInner)
        where T : unmanaged, IKernelNumber<T>
        where TLeft : struct, IProductSource<T>
        where TRight : struct, IProductSource<T>
        where TTarget : struct, IProductTarget<T>
    {
        // Two shapes of groups alone: some drivers compile a kernel anew for each.
        var threadRows = rows > SmallTile && columns > SmallTile ? TiledProduct.MostThreads : SmallTile / TiledProduct.Own;
        var threadColumns = threadRows;
        while (threadRows * threadColumns > _accelerator.MaxNumThreadsPerGroup)
            (threadRows, threadColumns) = threadRows >= threadColumns ? (threadRows / 2, threadColumns) : (threadRows, threadColumns / 2);
        var tilesDown = (rows + (TiledProduct.Own * threadRows) - 1) / (TiledProduct.Own * threadRows);
        var tilesAcross = (columns + (TiledProduct.Own * threadColumns) - 1) / (TiledProduct.Own * threadColumns);
        var parts = Math.Max(1, (inner + innerOfPart - 1) / Math.Max(1, innerOfPart));
        var sizes = new TileSizes
        {
            Rows = rows,
            Columns = columns,
            Inner = inner,
            InnerOfPart = innerOfPart,
            Batch = batch,
            ThreadRows = threadRows,
            ThreadColumns = threadColumns,
            TilesOfMatrix = tilesDown * tilesAcross,
            TilesInRow = tilesAcross,
            LeftAlongInner = leftAlongInner ? 1 : 0,
            RightAlongInner = rightAlongInner ? 1 : 0,
        };
        Kernel(static a => a.LoadStreamKernel<TLeft, TRight, TTarget, TileSizes>(TiledProduct.Multiply<T, TLeft, TRight, TTarget>))(
            new KernelConfig(checked(parts * batch * sizes.TilesOfMatrix), threadRows * threadColumns), a, b, c, sizes);
    }

    // The distance between a view's first and last element.
    private static long Reach(in TensorView view)
    {
        long reach = 0;
        for (var axis = 0; axis < view.Shape.Rank; axis++)
            reach += Math.Max(0, view.Shape[axis] - 1L) * view.Strides[axis];
        return reach;
    }
}
