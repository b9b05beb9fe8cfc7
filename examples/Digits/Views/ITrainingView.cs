using Autograd.NN;

namespace Digits.Views;

/// <summary>Shows a run to the user.</summary>
internal interface ITrainingView
{
    void Begin(Settings settings, DigitData data, Module model);

    /// <summary>Runs the training inside whatever the view needs around it.</summary>
    void Run(Action training);

    void Step(Progress progress);

    void EndEpoch(Progress progress, double accuracy);

    void Stop(string message);

    void End(Settings settings, Progress progress, Evaluation result, bool isReloadedSame);
}
