using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Matrix products of one thread an element: the plain form, right for every layout.</summary>
internal static class ProductKernels
{
    /// <summary>c[batch, row, column] = Σ a[batch, row, k] · b[batch, k, column] (+ bias[column]), in the order of k.</summary>
    public static void Product<T>(
        Index1D at, Work work, LoopAxes batches, ArrayView<T> a, Steps stepsA, ArrayView<T> b, Steps stepsB, ArrayView<T> bias, ArrayView<T> c, ProductSizes sizes)
        where T : unmanaged, IKernelNumber<T>
    {
        int i = at;
        do
        {
            var perMatrix = sizes.Rows * sizes.Columns;
            var batch = i / perMatrix;
            var place = i - (batch * perMatrix);
            var row = place / sizes.Columns;
            var column = place - (row * sizes.Columns);
            var placeA = (long)batches.Place(stepsA, batch) + ((long)row * sizes.RowStepA);
            var placeB = (long)batches.Place(stepsB, batch) + ((long)column * sizes.ColumnStepB);
            var sum = T.Zero;
            for (var k = 0; k < sizes.Inner; k++)
            {
                sum += a[placeA] * b[placeB];
                placeA += sizes.InnerStepA;
                placeB += sizes.InnerStepB;
            }

            c[i] = sizes.HasBias != 0 ? sum + bias[column] : sum;
        }
        while (work.Next(ref i));
    }
}
