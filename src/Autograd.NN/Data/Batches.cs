namespace Autograd.NN;

/// <summary>The batches of one epoch of a <see cref="DataLoader"/>.</summary>
public readonly struct Batches
{
    private readonly DataLoader _loader;
    private readonly BatchEpoch _rows;

    internal Batches(DataLoader loader, BatchEpoch rows) => (_loader, _rows) = (loader, rows);

    /// <summary>The number of batches.</summary>
    public int Count => _rows.Count;

    /// <summary>A batch; the one before of the same size is overwritten.</summary>
    /// <param name="batch">The batch, 0 or more and less than <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    /// <exception cref="InvalidOperationException">The loader has started another epoch since.</exception>
    public Batch this[int batch] => _loader.Fill(_rows[batch]);

    /// <summary>Walks the batches without allocating.</summary>
    public Enumerator GetEnumerator() => new(_loader, _rows.GetEnumerator());

    /// <summary>The position of a <c>foreach</c> over the batches.</summary>
    public struct Enumerator
    {
        private readonly DataLoader _loader;
        private BatchEpoch.Enumerator _rows;
        private Batch? _current;

        internal Enumerator(DataLoader loader, BatchEpoch.Enumerator rows) => (_loader, _rows) = (loader, rows);

        /// <summary>The current batch.</summary>
        public readonly Batch Current => _current!;

        /// <summary>Goes to the next batch and fills it.</summary>
        /// <returns>Whether there is one.</returns>
        public bool MoveNext()
        {
            if (!_rows.MoveNext())
                return false;
            _current = _loader.Fill(_rows.Current);
            return true;
        }
    }
}
