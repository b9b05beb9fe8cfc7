using System.Globalization;
using Autograd.NN;

namespace Digits.Views;

/// <summary>Lines of text, one an epoch, for files and pipes; the last line is the accuracy.</summary>
internal sealed class PlainView(TextWriter output) : ITrainingView
{
    public void Begin(Settings settings, DigitData data, Module model)
    {
        output.WriteLine(model.Summary().ToString());
        Write($"{data.TrainCount} digits to train on, {data.TestCount} to test on, {data.Side}×{data.Side} pixels, seed {settings.Seed}");
    }

    public void Run(Action training) => training();

    public void Step(Progress progress)
    {
    }

    public void EndEpoch(Progress progress, double accuracy) =>
        Write($"epoch {progress.Epoch}/{progress.Epochs}  loss {progress.Loss:F6}  accuracy {accuracy:F4}  {progress.SamplesPerSecond:N0} samples/s  left {progress.Left:hh\\:mm\\:ss}");

    public void Stop(string message) => output.WriteLine(message);

    public void End(Settings settings, Progress progress, Evaluation result, bool isReloadedSame)
    {
        Write($"trained {progress.FinishedEpochs} epochs in {progress.Time.TotalSeconds:F2} s");
        output.WriteLine("taken for  " + string.Concat(Enumerable.Range(0, DigitData.Classes).Select(i => $"{i,5}")));
        for (var row = 0; row < DigitData.Classes; row++)
            output.WriteLine($"digit {row}    " + string.Concat(Enumerable.Range(0, DigitData.Classes).Select(column => $"{result.Confusion[row, column],5}")));
        output.WriteLine(Words.Reloaded(settings, isReloadedSame));
        Write($"accuracy={result.Accuracy:F4}");
    }

    private void Write(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
