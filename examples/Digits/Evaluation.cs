using Autograd;
using Autograd.NN;

namespace Digits;

/// <summary>What a model says of the test digits.</summary>
/// <param name="Logits">Ten numbers a digit.</param>
/// <param name="Confusion">How many digits of a class (row) were taken for a class (column).</param>
internal sealed record Evaluation(float[] Logits, int[,] Confusion)
{
    private const int BatchSize = 256;

    public double Accuracy
    {
        get
        {
            var right = Enumerable.Range(0, DigitData.Classes).Sum(i => Confusion[i, i]);
            return (double)right / Confusion.Cast<int>().Sum();
        }
    }

    /// <summary>Runs the model over all test digits.</summary>
    public static Evaluation Of(Module model, DigitData data, Device device)
    {
        var logits = new float[data.TestCount * DigitData.Classes];
        var loader = new DataLoader([data.TestImages], BatchSize, shuffle: false, device: device);
        var at = 0;
        model.Eval();
        foreach (var batch in loader.Epoch())
        {
            using var scope = new Scope();
            var output = model.Call(batch[0]);
            output.CopyTo(logits.AsSpan(at));
            at += (int)output.Count;
        }

        var confusion = new int[DigitData.Classes, DigitData.Classes];
        var labels = data.TestLabels.AsSpan<long>();
        for (var i = 0; i < labels.Length; i++)
        {
            var row = logits.AsSpan(i * DigitData.Classes, DigitData.Classes);
            confusion[labels[i], System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(row)]++;
        }

        return new Evaluation(logits, confusion);
    }
}
