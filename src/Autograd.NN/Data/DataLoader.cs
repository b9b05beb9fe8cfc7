namespace Autograd.NN;

/// <summary>
/// Goes through data sets in memory in batches of rows. The batches' Variables are made once and filled again and again, so a
/// steady state allocates nothing. The order depends on seed and epoch alone.
/// </summary>
/// <example>
/// <code>
/// var loader = new DataLoader([images, labels], batchSize: 64, seed: 1);
/// foreach (var (x, y) in loader.Epoch(epoch)) { … }
/// </code>
/// </example>
public sealed class DataLoader
{
    private readonly Variable[] _sources;
    private readonly Device _device;
    private Batch? _full;
    private Batch? _last;

    /// <summary>Prepares to go through data sets in step.</summary>
    /// <param name="sources">Contiguous on the CPU, of equally many rows along the first axis.</param>
    /// <param name="batchSize">The rows of a batch, 1 or more; the last batch has fewer where they do not divide the rows.</param>
    /// <param name="seed">What the order depends on, together with the epoch.</param>
    /// <param name="shuffle">Whether every epoch has its own order; false goes from the first row to the last.</param>
    /// <param name="dropLast">Whether a last batch of fewer rows is left out.</param>
    /// <param name="device">Where the batches lie; the CPU by default.</param>
    /// <exception cref="ArgumentException">The data sets are none, of different numbers of rows, or not contiguous on the CPU.</exception>
    public DataLoader(
        IReadOnlyList<Variable> sources, int batchSize, ulong seed = 0, bool shuffle = true, bool dropLast = false, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count == 0)
            throw Errors.Argument("data_loader", "there are no data sets", "give inputs and targets");
        foreach (var source in sources)
        {
            source.ThrowIfReleased("data_loader");
            if (source.Rank == 0 || source.Shape[0] != sources[0].Shape[0])
                throw Errors.Argument("data_loader", $"data sets of {sources[0].Shape} and {source.Shape}", "give equally many rows along the first axis");
            if (source.Device != Device.Cpu || !source.IsContiguous)
                throw Errors.Argument("data_loader", $"a data set of {source.Shape} on {source.Device} is not contiguous on the CPU", "use To(Device.Cpu), Contiguous and Keep");
        }

        _sources = [.. sources];
        _device = device ?? Device.Cpu;
        Order = new BatchOrder(sources[0].Shape[0], batchSize, seed, shuffle, dropLast);
    }

    /// <summary>The order of the rows.</summary>
    public BatchOrder Order { get; }

    /// <summary>The rows of each data set.</summary>
    public int Count => Order.Count;

    /// <summary>The batches of an epoch.</summary>
    public int BatchCount => Order.BatchCount;

    /// <summary>The batches of an epoch, for a <c>foreach</c> or by index. One epoch at a time.</summary>
    /// <param name="epoch">The epoch, 0 or more, in any order; only a shuffled order depends on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is negative.</exception>
    public Batches Epoch(long epoch = 0) => new(this, Order.Epoch(epoch));

    /// <summary>Fills a batch's Variables with rows.</summary>
    internal Batch Fill(ReadOnlyMemory<int> rows)
    {
        var batch = rows.Length == Order.BatchSize ? _full ??= Make(rows.Length) : _last ??= Make(rows.Length);
        for (var i = 0; i < _sources.Length; i++)
            RowCopy.Copy(_sources[i], rows.Span, batch[i]);
        batch.Indices = rows;
        return batch;
    }

    private Batch Make(int count)
    {
        var variables = new Variable[_sources.Length];
        for (var i = 0; i < variables.Length; i++)
        {
            var lengths = _sources[i].Shape.ToArray();
            lengths[0] = count;
            variables[i] = Variable.Zeros(lengths, _sources[i].DType, _device);
        }

        return new Batch(variables, count);
    }
}
