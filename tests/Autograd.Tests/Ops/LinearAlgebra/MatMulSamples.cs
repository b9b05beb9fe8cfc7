using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.LinearAlgebra;

public sealed class MatMulSamples : OperationSamples<MatMulOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Product("square", [3, 3], [3, 3]);
        yield return Product("wide and tall", [2, 5], [5, 3]);
        yield return Product("inner tail 37", [3, 37], [37, 2]);
        yield return Product("outer tails", [17, 2], [2, 19]);
        yield return Product("one by one", [1, 1], [1, 1]);
        yield return Product("row by column", [1, 6], [6, 1]);
        yield return Product("column by row", [5, 1], [1, 4]);
        yield return Product("no inner place", [2, 0], [0, 3]);
        yield return Product("no row", [0, 3], [3, 2]);
        yield return Product("vector by vector", [7], [7]);
        yield return Product("matrix by vector", [3, 4], [4]);
        yield return Product("vector by matrix", [4], [4, 3]);
        yield return Product("batch", [2, 3, 4], [2, 4, 2]);
        yield return Product("batch by one matrix", [2, 3, 4], [4, 2]);
        yield return Product("one matrix by a batch", [3, 4], [2, 4, 2]);
        yield return Product("batches that broadcast", [2, 1, 2, 3], [3, 3, 2]);
        yield return Product("batch by vector", [2, 3, 4], [4]);
        yield return Product("no batch", [0, 2, 3], [0, 3, 2]);
        yield return Product("several tiles", [70, 65], [65, 130]);
        yield return Product("several panels", [33, 530], [530, 40]);
        yield return Sample("transposed on the left", x => x[0].T.MatMul(x[1]), [Spread([4, 3]), Spread([4, 2], seed: 1)], x => Multiply(Transposed(x[0], 4, 3), [3, 4], x[1], [4, 2]));
        yield return Sample("transposed on the right", x => x[0].MatMul(x[1].T), [Spread([3, 4]), Spread([2, 4], seed: 1)], x => Multiply(x[0], [3, 4], Transposed(x[1], 2, 4), [4, 2]));
        yield return Sample("by its own transpose", x => x[0].MatMul(x[0].T), [Spread([3, 4])], x => Multiply(x[0], [3, 4], Transposed(x[0], 3, 4), [4, 3]));
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>(
            "inner sizes", () => Variable.Ones([3, 4]).MatMul(Variable.Ones([5, 2])), "matmul: inner sizes differ, [3, 4] × [5, 2]; transpose one operand?");
        yield return Error<ArgumentException>("a scalar", () => Variable.Ones([3]).MatMul(Variable.Ones(Shape.Scalar)), "matmul: [3] × [] has a scalar operand; use * for scalars");
        yield return Error<ArgumentException>(
            "batches",
            () => Variable.Ones([2, 3, 4]).MatMul(Variable.Ones([3, 4, 2])),
            "matmul: shapes [2] and [3] do not broadcast, axis −1 is 2 against 3; make the lengths equal or one of them 1");
        yield return Error<ArgumentException>("bools", () => Variable.Ones([2, 2], DType.Bool).MatMul(Variable.Ones([2, 2], DType.Bool)), "matmul: elements are bool; cast first, x.To(DType.Float32)");
    }

    private static double[] Transposed(double[] x, int rows, int columns) => Naive.Pick(x, [rows, columns], [columns, rows], c => [c[1], c[0]]);

    private static double[] Multiply(double[] a, Shape shapeA, double[] b, Shape shapeB)
    {
        var left = shapeA.Rank == 1 ? [1, shapeA[0]] : shapeA;
        var right = shapeB.Rank == 1 ? [shapeB[0], 1] : shapeB;
        var batch = NaiveBroadcast.Common(Shape.Create(left.Lengths[..^2]), Shape.Create(right.Lengths[..^2]));
        int rows = left[^2], inner = left[^1], columns = right[^1];
        var y = new List<double>();
        for (var item = 0; item < batch.Count; item++)
        {
            var startA = NaiveBroadcast.Place(item, batch, Shape.Create(left.Lengths[..^2])) * rows * inner;
            var startB = NaiveBroadcast.Place(item, batch, Shape.Create(right.Lengths[..^2])) * inner * columns;
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                    y.Add(Naive.Sum([.. Enumerable.Range(0, inner).Select(k => a[startA + (i * inner) + k] * b[startB + (k * columns) + j])]));
            }
        }

        return [.. y];
    }

    private OperationSample Product(string name, Shape a, Shape b) =>
        Sample(name, x => x[0].MatMul(x[1]), [Spread(a), Spread(b, seed: 1)], x => Multiply(x[0], a, x[1], b));
}
