using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu;

/// <summary>
/// A batch of products in any layout. The axes before the matrices are merged into one as far as their strides allow, which
/// <see cref="MatrixProduct"/> takes at once; what is left of them is gone through here.
/// </summary>
internal unsafe struct MatrixBatch<T> : IParallelBody
    where T : unmanaged
{
    /// <summary>Multiply-adds of one call above which the threads had better share its inside than take calls each.</summary>
    private const long LargeCall = 1 << 22;

    private GemmArguments<T> _product;
    private delegate*<in GemmArguments<T>, void> _multiply;
    private int _axes;
    private int _calls;
    private fixed long _lengths[Shape.MaxRank];
    private fixed long _steps[2 * Shape.MaxRank];

    /// <summary>c = a·b (+ bias) by a product of matrices.</summary>
    public static void Run(in TensorView a, in TensorView b, in TensorView c, in TensorView? bias, delegate*<in GemmArguments<T>, void> multiply)
    {
        var rank = c.Shape.Rank;
        MatrixBatch<T> batch = default;
        batch._multiply = multiply;
        batch._product = new GemmArguments<T>
        {
            M = c.Shape[rank - 2],
            N = c.Shape[rank - 1],
            K = a.Shape[rank - 1],
            A = Address(a),
            ARow = (nint)a.Strides[rank - 2],
            AColumn = (nint)a.Strides[rank - 1],
            B = Address(b),
            BRow = (nint)b.Strides[rank - 2],
            BColumn = (nint)b.Strides[rank - 1],
            C = Address(c),
            CRow = c.Shape[rank - 1],
            Bias = bias is { } given ? Address(given) : null,
        };
        batch.MergeAxes(a.Strides, b.Strides, c.Shape);
        batch.RunAll();
    }

    /// <inheritdoc/>
    public void Invoke(int chunk)
    {
        var g = _product;
        long place = chunk;
        for (var axis = 1; axis < _axes; axis++)
        {
            (place, var index) = Math.DivRem(place, _lengths[axis]);
            g.A += index * _steps[2 * axis];
            g.B += index * _steps[(2 * axis) + 1];
        }

        g.C += chunk * g.Batch * g.CBatch;
        _multiply(in g);
    }

    private static T* Address(in TensorView view) => ((CpuStorage)view.Storage).Pointer<T>() + view.Offset;

    // c is contiguous, so axes merge where the steps of a and b do; the innermost first.
    private void MergeAxes(Strides a, Strides b, Shape shape)
    {
        for (var axis = shape.Rank - 3; axis >= 0; axis--)
        {
            var length = shape[axis];
            if (length == 1)
                continue;
            var last = _axes - 1;
            if (last >= 0 && a[axis] == _steps[2 * last] * _lengths[last] && b[axis] == _steps[(2 * last) + 1] * _lengths[last])
            {
                _lengths[last] *= length;
                continue;
            }

            _lengths[_axes] = length;
            _steps[2 * _axes] = a[axis];
            _steps[(2 * _axes) + 1] = b[axis];
            _axes++;
        }

        _calls = 1;
        for (var axis = 1; axis < _axes; axis++)
            _calls = checked(_calls * (int)_lengths[axis]);
        _product.CBatch = (nint)_product.M * _product.N;
        if (_axes == 0)
            return;
        _product.Batch = checked((int)_lengths[0]);
        _product.ABatch = (nint)_steps[0];
        _product.BBatch = (nint)_steps[1];
    }

    private void RunAll()
    {
        var work = (long)_product.M * _product.N * _product.K * _product.Batch;
        if (work < LargeCall)
        {
            WorkerPool.For(_calls, in this);
            return;
        }

        for (var call = 0; call < _calls; call++)
            Invoke(call);
    }
}
