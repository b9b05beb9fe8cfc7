using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Softmax, its logarithm, and the cross-entropy of its rows against class indices.</summary>
internal static class SoftmaxKernels
{
    /// <summary>exp(x) / Σ exp(x) or x − ln Σ exp(x). A row of −∞ alone gives 0, or −∞.</summary>
    public static void Softmax<T>(ArrayView<T> x, ArrayView<T> y, RowSizes sizes, int logarithm)
        where T : unmanaged, IKernelNumber<T>
    {
        var parts = SharedMemory.Allocate<T>(Lanes.Most);
        for (var row = Grid.IdxX; row < sizes.Rows; row += Grid.DimX)
        {
            var first = (long)row * sizes.Length;
            for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
                parts[lane] = Largest(x, first, lane, sizes);
            var shift = Lanes.Combine<MaxOp.Rule, T>(parts, sizes.Lanes);
            shift = T.IfEqual(shift, MaxOp.Rule.Start<T>(), T.Zero, shift);
            for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
                parts[lane] = SumOfExps(x, first, shift, lane, sizes);
            var sum = Lanes.Combine<SumOp.Rule, T>(parts, sizes.Lanes);
            var logarithmOfSum = T.Log(T.IfEqual(sum, T.Zero, T.One, sum));
            var factor = T.IfEqual(sum, T.Zero, T.Zero, T.One / sum);
            for (var k = Group.IdxX; k < sizes.Length; k += Group.DimX)
            {
                var difference = x[first + k] - shift;
                y[first + k] = logarithm != 0 ? difference - logarithmOfSum : T.Exp(difference) * factor;
            }

            Group.Barrier();
        }
    }

    /// <summary>(dy − Σ dy · y) · y, or dy − exp(y) · Σ dy for the logarithm; zeros of the first factors are strong.</summary>
    public static void SoftmaxVjp<T>(ArrayView<T> y, ArrayView<T> dy, ArrayView<T> dx, RowSizes sizes, int logarithm)
        where T : unmanaged, IKernelNumber<T>
    {
        var parts = SharedMemory.Allocate<T>(Lanes.Most);
        for (var row = Grid.IdxX; row < sizes.Rows; row += Grid.DimX)
        {
            var first = (long)row * sizes.Length;
            for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
            {
                var part = T.Zero;
                for (var k = lane; k < sizes.Length; k += sizes.Lanes)
                    part += logarithm != 0 ? dy[first + k] : KernelTests.Strong(dy[first + k], y[first + k]);
                parts[lane] = part;
            }

            var sum = Lanes.Combine<SumOp.Rule, T>(parts, sizes.Lanes);
            for (var k = Group.IdxX; k < sizes.Length; k += Group.DimX)
            {
                var cotangent = dy[first + k];
                var value = y[first + k];
                dx[first + k] = logarithm != 0 ? cotangent - KernelTests.Strong(sum, T.Exp(value)) : KernelTests.Strong(cotangent - sum, value);
            }

            Group.Barrier();
        }
    }

    /// <summary>logsumexp(x) − x[target], written so that the logits' common size is not lost; 0 in ignored rows.</summary>
    public static void CrossEntropy<T>(
        ArrayView<T> x, ArrayView<long> targets, ArrayView<T> losses, ArrayView<T> logSumExps, RowSizes sizes, long ignored, ArrayView<long> faults, int fault)
        where T : unmanaged, IKernelNumber<T>
    {
        var parts = SharedMemory.Allocate<T>(Lanes.Most);
        for (var row = Grid.IdxX; row < sizes.Rows; row += Grid.DimX)
        {
            var first = (long)row * sizes.Length;
            for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
                parts[lane] = Largest(x, first, lane, sizes);
            var shift = Lanes.Combine<MaxOp.Rule, T>(parts, sizes.Lanes);

            // Where the maximum is not finite nothing is subtracted.
            shift = T.IfEqual(shift - shift, T.Zero, shift, T.Zero);
            for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
                parts[lane] = SumOfExps(x, first, shift, lane, sizes);
            var logarithm = T.Log(Lanes.Combine<SumOp.Rule, T>(parts, sizes.Lanes));
            if (Group.IdxX == 0)
            {
                var target = targets[row];
                var loss = T.Zero;
                if (target != ignored)
                {
                    if (target < 0 || target >= sizes.Length)
                        faults[fault] = target;
                    else
                        loss = (shift - x[first + target]) + logarithm;
                }

                losses[row] = loss;
                logSumExps[row] = shift + logarithm;
            }

            Group.Barrier();
        }
    }

    /// <summary>dx = dLoss · (exp(x − logsumexp) − [target]), 0 in ignored rows.</summary>
    public static void CrossEntropyVjp<T>(
        Index1D at, Work work, ArrayView<T> x, ArrayView<long> targets, ArrayView<T> logSumExps, ArrayView<T> dLosses, ArrayView<T> dx, int classes, long ignored)
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            var row = item / classes;
            var target = targets[row];
            var scale = target == ignored ? T.Zero : dLosses[row];
            var probability = T.Exp(x[item] - logSumExps[row]);
            if (item - (row * classes) == target)
                probability -= T.One;
            dx[item] = KernelTests.Strong(scale, probability);
        }
        while (work.Next(ref item));
    }

    private static T Largest<T>(ArrayView<T> x, long first, int lane, RowSizes sizes)
        where T : unmanaged, IKernelNumber<T>
    {
        var most = MaxOp.Rule.Start<T>();
        for (var k = lane; k < sizes.Length; k += sizes.Lanes)
            most = MaxOp.Rule.Combine(most, x[first + k]);
        return most;
    }

    private static T SumOfExps<T>(ArrayView<T> x, long first, T shift, int lane, RowSizes sizes)
        where T : unmanaged, IKernelNumber<T>
    {
        var sum = T.Zero;
        for (var k = lane; k < sizes.Length; k += sizes.Lanes)
            sum += T.Exp(x[first + k] - shift);
        return sum;
    }
}
