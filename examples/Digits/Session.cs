using Autograd.NN;
using Digits.Models;
using Digits.Views;

namespace Digits;

/// <summary>One run of the program: trains, tests, saves, and proves that what was saved is what was trained.</summary>
internal sealed class Session(Settings settings, ITrainingView view)
{
    /// <summary>Runs to the end, or to the last whole epoch before it was told to stop.</summary>
    /// <returns>Whether every epoch was trained.</returns>
    public bool Run(CancellationToken stop)
    {
        var data = DigitData.Load(settings);
        var model = Build(data);
        model.Initialise(settings.Seed);
        model.To(settings.Device);
        view.Begin(settings, data, model);
        var trainer = new Trainer(model, data, settings);
        view.Run(() =>
        {
            for (var epoch = 1; epoch <= settings.Epochs && trainer.TrainEpoch(epoch, view.Step, stop); epoch++)
            {
                view.EndEpoch(trainer.Progress, Evaluation.Of(model, data, settings.Device).Accuracy);
                model.Save(settings.File);
            }
        });

        if (trainer.Progress.FinishedEpochs == 0)
        {
            view.Stop("stopped before the first epoch was over; nothing was saved");
            return false;
        }

        // After an interruption the file holds the last whole epoch, and the model a part of the next.
        if (stop.IsCancellationRequested)
            model.Load(settings.File);
        var result = Evaluation.Of(model, data, settings.Device);
        var reloaded = Build(data);
        reloaded.To(settings.Device);
        reloaded.Load(settings.File);
        var isSame = Evaluation.Of(reloaded, data, settings.Device).Logits.AsSpan().SequenceEqual(result.Logits);
        view.End(settings, trainer.Progress, result, isSame);
        return trainer.Progress.FinishedEpochs == settings.Epochs;
    }

    private Module Build(DigitData data) =>
        settings.IsConvolutional ? new ConvolutionalNet(data.Side, DigitData.Classes) : new Perceptron(data.Side, DigitData.Classes);
}
