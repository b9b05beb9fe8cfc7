using System.Diagnostics;
using Autograd;
using Autograd.NN;

namespace Digits;

/// <summary>Trains a model with Adam, an epoch at a time.</summary>
internal sealed class Trainer
{
    private readonly Module _model;
    private readonly DataLoader _loader;
    private readonly Adam _adam;
    private readonly Stopwatch _clock = new();
    private readonly int _epochs;

    public Trainer(Module model, DigitData data, Settings settings)
    {
        _model = model;
        _epochs = settings.Epochs;
        _loader = new DataLoader([data.TrainImages, data.TrainLabels], settings.Batch, settings.Seed, device: settings.Device);
        _adam = new Adam(model.Parameters(), settings.LearningRate);
        Progress = new Progress(0, 0, _loader.BatchCount, _epochs, 0, 0, TimeSpan.Zero);
    }

    /// <summary>Where training stands.</summary>
    public Progress Progress { get; private set; }

    /// <summary>One pass over the training digits.</summary>
    /// <param name="epoch">Which, from 1.</param>
    /// <param name="report">Is told after each batch.</param>
    /// <param name="stop">Ends the epoch after the batch.</param>
    /// <returns>Whether the epoch was finished.</returns>
    public bool TrainEpoch(int epoch, Action<Progress> report, CancellationToken stop)
    {
        var (batches, samples, sum) = (0, 0, 0.0);
        _model.Train();
        foreach (var batch in _loader.Epoch(epoch))
        {
            if (stop.IsCancellationRequested)
                return false;
            _clock.Start();
            sum += Step(batch) * batch.Count;
            _clock.Stop();
            samples += batch.Count;
            batches++;
            Progress = new Progress(epoch, batches, _loader.BatchCount, _epochs, sum / samples, ((epoch - 1L) * _loader.Count) + samples, _clock.Elapsed);
            report(Progress);
        }

        return true;
    }

    private float Step(Batch batch)
    {
        var (images, labels) = batch;
        using var tape = new Tape();
        var loss = _model.Call(images).CrossEntropy(labels);
        _adam.ZeroGrad();
        loss.Backward();
        _adam.Step();
        return loss.Item<float>();
    }
}
