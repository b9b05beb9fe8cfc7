namespace Autograd.NN;

/// <summary>The batches of one epoch of a <see cref="BatchOrder"/>; they stand until the order starts another epoch.</summary>
public readonly struct BatchEpoch
{
    private readonly BatchOrder _order;
    private readonly long _epoch;

    internal BatchEpoch(BatchOrder order, long epoch) => (_order, _epoch) = (order, epoch);

    /// <summary>The number of batches.</summary>
    public int Count => _order.BatchCount;

    /// <summary>The items' indices of a batch: a view of the order's array, not a copy.</summary>
    /// <param name="batch">The batch, 0 or more and less than <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    /// <exception cref="InvalidOperationException">The order has started another epoch since.</exception>
    public ReadOnlyMemory<int> this[int batch]
    {
        get
        {
            if ((uint)batch >= (uint)Count)
                throw new ArgumentOutOfRangeException(
                    nameof(batch), batch, FormattableString.Invariant($"batch order: there are {Count} batches; count from 0"));
            if (_order.Current != _epoch)
                throw new InvalidOperationException(
                    FormattableString.Invariant(
                        $"batch order: epoch {_epoch} was replaced by epoch {_order.Current}; finish one before the next, or use two orders"));
            return _order.Batch(batch);
        }
    }

    /// <summary>Walks the batches without allocating.</summary>
    /// <returns>The enumerator of a <c>foreach</c>.</returns>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>The position of a <c>foreach</c> over the batches.</summary>
    public struct Enumerator
    {
        private readonly BatchEpoch _batches;
        private int _batch = -1;

        internal Enumerator(BatchEpoch batches) => _batches = batches;

        /// <summary>The current batch's indices.</summary>
        /// <exception cref="InvalidOperationException">The order has started another epoch since.</exception>
        public readonly ReadOnlyMemory<int> Current => _batches[_batch];

        /// <summary>Goes to the next batch.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext() => ++_batch < _batches.Count;
    }
}
