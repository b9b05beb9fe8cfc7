using Autograd;
using Autograd.NN;

namespace Examples;

/// <summary>Tumours: what was measured of their cells, standardised, [patients, 30], and whether they were benign, [patients, 1] of 0 and 1.</summary>
internal sealed record Patients(Variable Features, Variable IsBenign)
{
    public const int FeatureCount = 30;

    /// <summary>So many patients to learn from, chosen by the seed, and all others to test on.</summary>
    public static (Patients Train, Patients Test) Load(int learnFrom, ulong seed)
    {
        var table = CsvTable.Read(Path.Combine(AppContext.BaseDirectory, "data", "breast_cancer.csv"), hasHeader: true, columns: FeatureCount + 1);
        var all = Variable.From(table.Values, [table.Rows, table.Columns]);
        var order = new BatchOrder(table.Rows, table.Rows, seed).Epoch(0)[0].ToArray(); // one batch of everything is a permutation
        var train = all.IndexSelect(0, Variable.From(order[..learnFrom]));
        var test = all.IndexSelect(0, Variable.From(order[learnFrom..]));

        // Mean and deviation are those of the patients to learn from: nothing of the others may leak in.
        var mean = train[.., ..^1].Mean([0], keepAxes: true);
        var deviation = train[.., ..^1].Std([0], keepAxes: true);
        return (Of(train), Of(test));

        Patients Of(Variable rows) => new((rows[.., ..^1] - mean) / deviation, rows[.., ^1..]);
    }
}
