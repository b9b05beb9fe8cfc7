using Autograd.Backends;
using Autograd.Ilgpu.Kernels;

namespace Autograd.Ilgpu.Blas;

/// <summary>
/// A batch of products of ours, c = a·b by rows, as calls of BLAS: its columns are our rows, so it computes cᵀ = bᵀ·aᵀ, with b as
/// its first operand. The innermost batch axis is one call's batch; the axes outside of it are calls of their own.
/// </summary>
internal readonly struct GemmPlan
{
    private readonly LoopAxes _axes;
    private readonly Steps _stepsA;
    private readonly Steps _stepsB;

    private GemmPlan(TensorView a, TensorView b, TensorView c, BlasMatrix first, BlasMatrix second, scoped in KernelPlan batches)
    {
        var rank = c.Shape.Rank;
        (M, N, K) = (c.Shape[rank - 1], c.Shape[rank - 2], a.Shape[rank - 1]);
        (First, Second) = (first, second);
        _axes = batches.ToAxes();
        (_stepsA, _stepsB) = (batches.ToSteps(0), batches.ToSteps(1));
        Batch = batches.AxisCount == 1 ? batches.Count : _axes.Length0;
        Calls = batches.Count / Batch;
    }

    /// <summary>BLAS's rows: our columns.</summary>
    public int M { get; }

    /// <summary>BLAS's columns: our rows.</summary>
    public int N { get; }

    /// <summary>The length of the sums.</summary>
    public int K { get; }

    /// <summary>BLAS's first operand: our b.</summary>
    public BlasMatrix First { get; }

    /// <summary>BLAS's second operand: our a.</summary>
    public BlasMatrix Second { get; }

    /// <summary>How many products a call computes.</summary>
    public int Batch { get; }

    /// <summary>From one product's b to the next one's; 0 where all have the same.</summary>
    public long FirstStep => _stepsB.Step0;

    /// <summary>From one product's a to the next one's.</summary>
    public long SecondStep => _stepsA.Step0;

    /// <summary>From one product's c to the next one's.</summary>
    public long ResultStep => (long)M * N;

    /// <summary>How many calls there are.</summary>
    public int Calls { get; }

    /// <summary>Whether BLAS can compute the products: their matrices' elements are next to each other along an axis.</summary>
    /// <param name="a">[…, m, k]; there is an element.</param>
    /// <param name="b">[…, k, n].</param>
    /// <param name="c">[…, m, n], contiguous.</param>
    /// <param name="space">Room for <see cref="KernelPlan.Space"/> of two operands.</param>
    /// <param name="plan">The calls.</param>
    public static bool TryCreate(in TensorView a, in TensorView b, in TensorView c, Span<int> space, out GemmPlan plan)
    {
        var rank = c.Shape.Rank;
        var (rows, columns, inner) = (c.Shape[rank - 2], c.Shape[rank - 1], a.Shape[rank - 1]);
        if (inner == 0 ||
            !BlasMatrix.TryMap(inner, columns, b.Strides[rank - 2], b.Strides[rank - 1], out var first) ||
            !BlasMatrix.TryMap(rows, inner, a.Strides[rank - 2], a.Strides[rank - 1], out var second))
        {
            plan = default;
            return false;
        }

        var batches = KernelPlan.Create("matmul", space, c.Shape.Lengths[..^2], a.Strides, b.Strides);
        plan = new GemmPlan(a, b, c, first, second, batches);
        return true;
    }

    /// <summary>Where a call's first b, a and c begin, in elements from the arrays' own beginnings.</summary>
    public (long First, long Second, long Result) Start(int call)
    {
        var product = call * Batch;
        return (_axes.Place(_stepsB, product), _axes.Place(_stepsA, product), product * ResultStep);
    }
}
