using Autograd.Numerics;
using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// Attention without the matrix of weights: a group of threads goes through a query's keys, or a key's queries, so many at a time as it
/// has lanes, and each thread sums some features. Whoever owns a sum adds to it in a fixed order.
/// </summary>
internal static class AttentionKernels
{
    /// <summary>y and logsumexp of each query, the maximum and the sum carried from block to block of keys.</summary>
    public static void Forward<T>(
        ArrayView<T> q, ArrayView<T> k, ArrayView<T> v, ArrayView<T> addend, ArrayView<KernelTruth> allowed, ArrayView<T> y, ArrayView<T> logSumExps, AttentionSizes sizes)
        where T : unmanaged, IKernelNumber<T>
    {
        var weights = SharedMemory.Allocate<T>(Lanes.Most);
        var parts = SharedMemory.Allocate<T>(Lanes.Most);
        var lowest = MaxOp.Rule.Start<T>();
        var rows = sizes.Batch * sizes.Heads * sizes.Queries;
        for (var row = Grid.IdxX; row < rows; row += Grid.DimX)
        {
            var query = row % sizes.Queries;
            var head = row / sizes.Queries % sizes.Heads;
            var batch = row / sizes.Queries / sizes.Heads;
            var shared = sizes.Shared(head);
            var first = (long)row * sizes.ValueFeatures;
            var maximum = lowest;
            var sum = T.Zero;
            for (var f = Group.IdxX; f < sizes.ValueFeatures; f += Group.DimX)
                y[first + f] = T.Zero;
            var end = sizes.KeysOf(query);
            for (var key = 0; key < end; key += sizes.KeyLanes)
            {
                var keys = end - key < sizes.KeyLanes ? end - key : sizes.KeyLanes;
                for (var lane = Group.IdxX; lane < sizes.KeyLanes; lane += Group.DimX)
                {
                    var score = lane < keys ? Score(q, k, addend, allowed, sizes, batch, head, query, key + lane) : lowest;
                    weights[lane] = score;
                    parts[lane] = score;
                }

                var highest = MaxOp.Rule.Combine(maximum, Lanes.Combine<MaxOp.Rule, T>(parts, sizes.KeyLanes));
                var shift = T.IfEqual(highest, lowest, T.Zero, highest);
                for (var lane = Group.IdxX; lane < sizes.KeyLanes; lane += Group.DimX)
                {
                    var weight = T.Exp(weights[lane] - shift);
                    parts[lane] = weight;
                    weights[lane] = lane < keys ? weight * Factor<T>(sizes, row, key + lane) : T.Zero;
                }

                var decay = T.Exp(maximum - shift);
                decay = T.IfEqual(maximum, highest, T.One, decay);
                sum = (sum * decay) + Lanes.Combine<SumOp.Rule, T>(parts, sizes.KeyLanes);
                maximum = highest;
                var values = sizes.V.At(batch, shared, key);
                for (var f = Group.IdxX; f < sizes.ValueFeatures; f += Group.DimX)
                {
                    var part = T.Zero;
                    for (var j = 0; j < keys; j++)
                        part = T.AddProduct(part, weights[j], v[values + ((long)j * sizes.V.Row) + f]);
                    y[first + f] = (y[first + f] * decay) + part;
                }

                Group.Barrier();
            }

            // Nothing to attend to: 0 by definition, whatever the values are.
            var nothing = KernelTests.Holds(T.IfEqual(sum, T.Zero, T.One, T.Zero));
            for (var f = Group.IdxX; f < sizes.ValueFeatures; f += Group.DimX)
                y[first + f] = nothing ? T.Zero : y[first + f] / sum;
            if (Group.IdxX == 0)
                logSumExps[row] = nothing ? lowest : maximum + T.Log(sum);
            Group.Barrier();
        }
    }

    /// <summary>dq of each query, and Σ dy · y, which <see cref="KeysVjp"/> needs.</summary>
    public static void QueriesVjp<T>(
        ArrayView<T> q,
        ArrayView<T> k,
        ArrayView<T> v,
        ArrayView<T> addend,
        ArrayView<KernelTruth> allowed,
        ArrayView<T> y,
        ArrayView<T> logSumExps,
        ArrayView<T> dy,
        ArrayView<T> dq,
        ArrayView<T> sums,
        AttentionSizes sizes)
        where T : unmanaged, IKernelNumber<T>
    {
        var slopes = SharedMemory.Allocate<T>(Lanes.Most);
        var scale = T.FromDouble(sizes.Scale);
        var rows = sizes.Batch * sizes.Heads * sizes.Queries;
        for (var row = Grid.IdxX; row < rows; row += Grid.DimX)
        {
            var query = row % sizes.Queries;
            var head = row / sizes.Queries % sizes.Heads;
            var batch = row / sizes.Queries / sizes.Heads;
            var shared = sizes.Shared(head);
            var first = (long)row * sizes.ValueFeatures;
            var target = (long)row * sizes.Features;
            var logSumExp = logSumExps[row];
            for (var lane = Group.IdxX; lane < sizes.KeyLanes; lane += Group.DimX)
            {
                var part = T.Zero;
                for (var f = lane; f < sizes.ValueFeatures; f += sizes.KeyLanes)
                    part = T.AddProduct(part, dy[first + f], y[first + f]);
                slopes[lane] = part;
            }

            var sum = Lanes.Combine<SumOp.Rule, T>(slopes, sizes.KeyLanes);
            for (var f = Group.IdxX; f < sizes.Features; f += Group.DimX)
                dq[target + f] = T.Zero;
            var end = sizes.KeysOf(query);
            for (var key = 0; key < end; key += sizes.KeyLanes)
            {
                var keys = end - key < sizes.KeyLanes ? end - key : sizes.KeyLanes;
                for (var lane = Group.IdxX; lane < keys; lane += Group.DimX)
                {
                    var weight = Weight(Score(q, k, addend, allowed, sizes, batch, head, query, key + lane), logSumExp);
                    var slope = (Dot(dy, first, v, sizes.V.At(batch, shared, key + lane), sizes.ValueFeatures) * Factor<T>(sizes, row, key + lane)) - sum;
                    slopes[lane] = KernelTests.Strong(weight, slope) * scale;
                }

                Group.Barrier();
                var from = sizes.K.At(batch, shared, key);
                for (var f = Group.IdxX; f < sizes.Features; f += Group.DimX)
                {
                    var part = T.Zero;
                    for (var j = 0; j < keys; j++)
                        part = T.AddProduct(part, slopes[j], k[from + ((long)j * sizes.K.Row) + f]);
                    dq[target + f] = dq[target + f] + part;
                }

                Group.Barrier();
            }

            if (Group.IdxX == 0)
                sums[row] = sum;
        }
    }

    /// <summary>dk and dv of each key, from the queries of all heads that it serves.</summary>
    public static void KeysVjp<T>(
        ArrayView<T> q,
        ArrayView<T> k,
        ArrayView<T> v,
        ArrayView<T> addend,
        ArrayView<KernelTruth> allowed,
        ArrayView<T> logSumExps,
        ArrayView<T> dy,
        ArrayView<T> sums,
        ArrayView<T> dk,
        ArrayView<T> dv,
        AttentionSizes sizes)
        where T : unmanaged, IKernelNumber<T>
    {
        var weights = SharedMemory.Allocate<T>(Lanes.Most);
        var slopes = SharedMemory.Allocate<T>(Lanes.Most);
        var scale = T.FromDouble(sizes.Scale);
        var rows = sizes.Batch * sizes.SharedHeads * sizes.Keys;
        for (var row = Grid.IdxX; row < rows; row += Grid.DimX)
        {
            var key = row % sizes.Keys;
            var shared = row / sizes.Keys % sizes.SharedHeads;
            var batch = row / sizes.Keys / sizes.SharedHeads;
            var value = sizes.V.At(batch, shared, key);
            var target = (long)row * sizes.Features;
            var valueTarget = (long)row * sizes.ValueFeatures;
            for (var f = Group.IdxX; f < sizes.Features; f += Group.DimX)
                dk[target + f] = T.Zero;
            for (var f = Group.IdxX; f < sizes.ValueFeatures; f += Group.DimX)
                dv[valueTarget + f] = T.Zero;
            var served = sizes.Heads / sizes.SharedHeads;
            for (var head = shared * served; head < (shared + 1) * served; head++)
            {
                var firstRow = ((batch * sizes.Heads) + head) * sizes.Queries;
                for (var query = 0; query < sizes.Queries; query += sizes.QueryLanes)
                {
                    var queries = sizes.Queries - query < sizes.QueryLanes ? sizes.Queries - query : sizes.QueryLanes;
                    for (var lane = Group.IdxX; lane < queries; lane += Group.DimX)
                    {
                        var at = firstRow + query + lane;
                        var weight = T.Zero;
                        if (key < sizes.KeysOf(query + lane))
                            weight = Weight(Score(q, k, addend, allowed, sizes, batch, head, query + lane, key), logSumExps[at]);
                        var factor = Factor<T>(sizes, at, key);
                        var slope = (Dot(dy, (long)at * sizes.ValueFeatures, v, value, sizes.ValueFeatures) * factor) - sums[at];
                        weights[lane] = weight * factor;
                        slopes[lane] = KernelTests.Strong(weight, slope) * scale;
                    }

                    Group.Barrier();
                    var from = sizes.Q.At(batch, head, query);
                    for (var f = Group.IdxX; f < sizes.Features; f += Group.DimX)
                    {
                        var part = T.Zero;
                        for (var i = 0; i < queries; i++)
                            part = T.AddProduct(part, slopes[i], q[from + ((long)i * sizes.Q.Row) + f]);
                        dk[target + f] = dk[target + f] + part;
                    }

                    var cotangents = (long)(firstRow + query) * sizes.ValueFeatures;
                    for (var f = Group.IdxX; f < sizes.ValueFeatures; f += Group.DimX)
                    {
                        var part = T.Zero;
                        for (var i = 0; i < queries; i++)
                            part = T.AddProduct(part, weights[i], dy[cotangents + ((long)i * sizes.ValueFeatures) + f]);
                        dv[valueTarget + f] = dv[valueTarget + f] + part;
                    }

                    Group.Barrier();
                }
            }
        }
    }

    // Scaled and masked, −∞ where the query may not attend.
    private static T Score<T>(
        ArrayView<T> q, ArrayView<T> k, ArrayView<T> addend, ArrayView<KernelTruth> allowed, AttentionSizes sizes, int batch, int head, int query, int key)
        where T : unmanaged, IKernelNumber<T>
    {
        var score = Dot(q, sizes.Q.At(batch, head, query), k, sizes.K.At(batch, sizes.Shared(head), key), sizes.Features) * T.FromDouble(sizes.Scale);
        var mask = sizes.Mask.At(batch, head, query) + ((long)key * sizes.MaskColumn);
        if (sizes.HasAddend != 0)
            score += addend[mask];
        if (sizes.HasAllowed != 0)
            score = allowed[mask].Holds ? score : MaxOp.Rule.Start<T>();
        return score;
    }

    private static T Dot<T>(ArrayView<T> a, long firstA, ArrayView<T> b, long firstB, int count)
        where T : unmanaged, IKernelNumber<T>
    {
        var sum = T.Zero;
        for (var f = 0; f < count; f++)
            sum = T.AddProduct(sum, a[firstA + f], b[firstB + f]);
        return sum;
    }

    // A row that attends to nothing has no weights.
    private static T Weight<T>(T score, T logSumExp)
        where T : unmanaged, IKernelNumber<T> => T.IfEqual(logSumExp, MaxOp.Rule.Start<T>(), T.Zero, T.Exp(score - logSumExp));

    private static T Factor<T>(AttentionSizes sizes, int row, int key)
        where T : unmanaged, IKernelNumber<T>
    {
        if (sizes.Drops == 0)
            return T.One;
        var place = ((ulong)row * (ulong)sizes.Keys) + (ulong)key;
        var block = place / 4;
        var words = Philox4x32.Block((uint)block, (uint)(block >> 32), (uint)sizes.Stream, (uint)(sizes.Stream >> 32), (uint)sizes.Seed, (uint)(sizes.Seed >> 32));
        var which = (int)(place % 4);
        var word = which == 0 ? words.X0 : which == 1 ? words.X1 : which == 2 ? words.X2 : words.X3;
        return word >> 8 < sizes.Threshold ? T.FromDouble(sizes.Factor) : T.Zero;
    }
}
