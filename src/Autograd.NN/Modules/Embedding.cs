namespace Autograd.NN;

/// <summary>A table of trained rows, looked up by number: indices of any shape become rows on a new last axis.</summary>
public sealed class Embedding : Module
{
    private readonly Parameter _weight;

    /// <summary>Makes the table. Rows are standard normal unless said otherwise; the padding row is 0.</summary>
    /// <param name="rows">How many rows, 1 or more.</param>
    /// <param name="features">A row's length, 1 or more.</param>
    /// <param name="paddingIndex">The row that stays as it is, 0 at first: it gets no gradient. Negative ones count from the end; null for none.</param>
    /// <param name="initialiser">What draws the table; standard normal by default, as PyTorch does.</param>
    /// <exception cref="ArgumentException">A size is less than 1, or there is no such row.</exception>
    public Embedding(int rows, int features, int? paddingIndex = null, Initialiser? initialiser = null)
    {
        if (rows < 1 || features < 1)
            throw Errors.Argument("Embedding", $"{rows} rows, {features} features", "give 1 or more");
        if (paddingIndex is { } padding && (padding < -rows || padding >= rows))
            throw Errors.Argument("Embedding", $"the padding index {padding} is none of {rows} rows", $"use {-rows} to {rows - 1}");
        (Rows, Features, PaddingIndex) = (rows, features, paddingIndex < 0 ? paddingIndex + rows : paddingIndex);
        var drawn = initialiser ?? Initialisers.Normal(0, 1);
        _weight = AddParameter("weight", [rows, features], PaddingIndex is { } row ? WithZeros(drawn, row) : drawn);
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>A row's length.</summary>
    public int Features { get; }

    /// <summary>The row that gets no gradient, counted from the start, or null.</summary>
    public int? PaddingIndex { get; }

    /// <summary>The table, [rows, features].</summary>
    public Parameter Weight => _weight;

    /// <inheritdoc/>
    public override string ToString() => $"Embedding({Rows} × {Features}{(PaddingIndex is { } row ? $", padding row {row}" : string.Empty)})";

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => _weight.Value.Embedding(input, PaddingIndex);

    /// <summary>The other rows are what they would be without padding: the same seed gives the same numbers.</summary>
    private static Initialiser WithZeros(Initialiser initialiser, int row) => (shape, random, dtype, device) =>
    {
        var isPadding = Variable.Arange(shape[0], DType.Int64, device).EqualTo(row).Unsqueeze(-1);
        return initialiser(shape, random, dtype, device).MaskedFill(isPadding, 0);
    };
}
