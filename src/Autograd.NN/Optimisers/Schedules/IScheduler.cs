namespace Autograd.NN;

/// <summary>What changes an optimiser's learning rates between steps; <see cref="TrainingState.Schedulers"/> saves it.</summary>
public interface IScheduler
{
    /// <summary>The optimiser.</summary>
    Optimiser Optimiser { get; }

    /// <summary>How often it was asked to step.</summary>
    long StepCount { get; }

    /// <summary>All it has to know to go on, as numbers.</summary>
    internal double[] Save();

    /// <summary>Whether saved numbers can be put back here.</summary>
    internal bool Accepts(ReadOnlySpan<double> numbers);

    /// <summary>Puts back what was saved.</summary>
    internal void Restore(ReadOnlySpan<double> numbers);
}
