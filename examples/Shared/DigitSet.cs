using Autograd;
using Autograd.NN;

namespace Examples;

/// <summary>Handwritten digits: images [count, 1, 8, 8] of 0 to 1, and labels [count], counted from 0 for the first kind of digit.</summary>
internal sealed record DigitSet(Variable Images, Variable Labels)
{
    public const int Side = 8;

    private const int Pixels = Side * Side;

    /// <summary>So many images of each kind to learn from, chosen by the seed, and all others to test on.</summary>
    public static (DigitSet Train, DigitSet Test) Load(int firstDigit, int kinds, int imagesPerKind, ulong seed)
    {
        var table = CsvTable.Read(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz"), columns: Pixels + 1);
        var all = Variable.From(table.Values, [table.Rows, table.Columns]);
        var order = new BatchOrder(table.Rows, table.Rows, seed).Epoch(0)[0].ToArray(); // one batch of everything is a permutation
        var chosen = order.GroupBy(row => (int)table.Row(row)[Pixels]).Where(kind => kind.Key >= firstDigit && kind.Key < firstDigit + kinds).ToArray();
        return (Take(chosen.SelectMany(kind => kind.Take(imagesPerKind))), Take(chosen.SelectMany(kind => kind.Skip(imagesPerKind))));

        DigitSet Take(IEnumerable<int> rows)
        {
            var taken = all.IndexSelect(0, Variable.From(rows.ToArray()));
            return new(taken[.., ..Pixels].Reshape(-1, 1, Side, Side) / 16, taken[.., Pixels].To(DType.Int64) - firstDigit);
        }
    }
}
