using Autograd;
using Autograd.NN;

namespace Digits;

/// <summary>Digits to train on and digits to test on: images [count, 1, side, side] of 0 to 1, labels [count] of 0 to 9.</summary>
internal sealed record DigitData(Variable TrainImages, Variable TrainLabels, Variable TestImages, Variable TestLabels)
{
    public const int Classes = 10;

    private const double TrainShare = 0.8;

    public int TrainCount => TrainImages.Shape[0];

    public int TestCount => TestImages.Shape[0];

    public int Side => TrainImages.Shape[2];

    public static DigitData Load(Settings settings) =>
        settings.Folder is { } folder ? MnistFolder.Load(folder) : Split(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv.gz"), settings.Seed);

    /// <summary>Reads rows of 64 grey values from 0 to 16 and a class, and splits them four to one, by the seed.</summary>
    private static DigitData Split(string path, ulong seed)
    {
        const int Side = 8, Pixels = Side * Side;
        var table = CsvTable.Read(path, columns: Pixels + 1);

        // One batch of everything is a permutation.
        var order = new BatchOrder(table.Rows, Math.Max(1, table.Rows), seed).Epoch(0)[0].Span;
        var trained = (int)(table.Rows * TrainShare);
        var (train, trainLabels) = Take(table, order[..trained]);
        var (test, testLabels) = Take(table, order[trained..]);
        return new DigitData(train, trainLabels, test, testLabels);

        static (Variable Images, Variable Labels) Take(CsvTable table, ReadOnlySpan<int> rows)
        {
            var pixels = new float[rows.Length * Pixels];
            var labels = new long[rows.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                var row = table.Row(rows[i]);
                for (var k = 0; k < Pixels; k++)
                    pixels[(i * Pixels) + k] = row[k] / 16;
                labels[i] = (long)row[Pixels];
            }

            return (Variable.From(pixels, [rows.Length, 1, Side, Side]), Variable.From(labels));
        }
    }
}
