namespace Autograd.NN;

/// <summary>
/// The order in which the items of a data set are visited, in batches. Epoch e is a permutation of [0, count) that depends on
/// seed and e alone (Fisher–Yates over counter-based random numbers), so training resumes at any epoch and batch with the
/// order it would have had, on every machine. One array of indices is kept and reused; nothing else is allocated. An order is
/// used from one thread at a time.
/// </summary>
public sealed class BatchOrder
{
    private readonly int[] _indices;

    /// <summary>Prepares the order; its one array, of <paramref name="count"/> indices, is allocated here.</summary>
    /// <param name="count">The number of items, 0 or more.</param>
    /// <param name="batchSize">The items of a batch, 1 or more; the last batch has fewer where they do not divide the count.</param>
    /// <param name="seed">What the shuffles depend on, together with the epoch.</param>
    /// <param name="shuffle">Whether every epoch has its own order; false visits 0, 1, 2, … each time.</param>
    /// <param name="dropLast">Whether a last batch of fewer items is left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or the batch size less than 1.</exception>
    /// <exception cref="ArgumentException">Items there are, but <paramref name="dropLast"/> would leave no batch.</exception>
    public BatchOrder(int count, int batchSize, ulong seed, bool shuffle = true, bool dropLast = false)
    {
        if (count < 0)
            throw new ArgumentOutOfRangeException(nameof(count), count, "batch order: the count is negative; give the number of items");
        if (batchSize < 1)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, "batch order: a batch has no items; give 1 or more");
        if (dropLast && count > 0 && count < batchSize)
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"batch order: {count} items in batches of {batchSize} leave no whole batch; make batches smaller or keep the last"),
                nameof(dropLast));
        (Count, BatchSize, Seed, Shuffle, DropLast) = (count, batchSize, seed, shuffle, dropLast);
        BatchCount = (count / batchSize) + (!dropLast && count % batchSize != 0 ? 1 : 0);
        _indices = new int[count];
        SetIdentity();
    }

    /// <summary>The number of items.</summary>
    public int Count { get; }

    /// <summary>The items of a batch; the last may have fewer.</summary>
    public int BatchSize { get; }

    /// <summary>The batches of an epoch: ⌈count ÷ size⌉, or ⌊count ÷ size⌋ where the last is dropped.</summary>
    public int BatchCount { get; }

    /// <summary>What the shuffles depend on, together with the epoch.</summary>
    public ulong Seed { get; }

    /// <summary>Whether every epoch has its own order.</summary>
    public bool Shuffle { get; }

    /// <summary>Whether a last batch of fewer items is left out.</summary>
    public bool DropLast { get; }

    /// <summary>The epoch whose indices the array holds now; -1 before the first.</summary>
    internal long Current { get; private set; } = -1;

    /// <summary>Puts the items in the order of an epoch; the batches of the epoch before are then gone.</summary>
    /// <param name="epoch">The epoch, 0 or more, in any order.</param>
    /// <returns>The epoch's batches, for a <c>foreach</c> or by index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is negative.</exception>
    public BatchEpoch Epoch(long epoch)
    {
        if (epoch < 0)
            throw new ArgumentOutOfRangeException(nameof(epoch), epoch, "batch order: the epoch is negative; count from 0");
        if (Shuffle && epoch != Current)
            Permute(epoch);
        Current = epoch;
        return new BatchEpoch(this, epoch);
    }

    /// <summary>The indices of a batch of the current epoch.</summary>
    internal ReadOnlyMemory<int> Batch(int batch)
    {
        // In 64 bits: the end of the last batch may pass int.MaxValue before it is cut.
        var start = (long)batch * BatchSize;
        return _indices.AsMemory((int)start, (int)Math.Min(BatchSize, Count - start));
    }

    private void Permute(long epoch)
    {
        // From the identity each time: an epoch must not depend on those that ran before it.
        SetIdentity();
        var random = new SplitMix64(Seed, (ulong)epoch);
        for (var i = _indices.Length - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (_indices[i], _indices[j]) = (_indices[j], _indices[i]);
        }
    }

    private void SetIdentity()
    {
        for (var i = 0; i < _indices.Length; i++)
            _indices[i] = i;
    }
}
