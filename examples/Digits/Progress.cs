namespace Digits;

/// <summary>Where training stands.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Batch">The batches of the epoch so far.</param>
/// <param name="Batches">The batches of an epoch.</param>
/// <param name="Epochs">The epochs asked for.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="Samples">The digits seen in all epochs.</param>
/// <param name="Time">The time that training alone took.</param>
internal readonly record struct Progress(int Epoch, int Batch, int Batches, int Epochs, double Loss, long Samples, TimeSpan Time)
{
    public int FinishedEpochs => Batch == Batches ? Epoch : Math.Max(0, Epoch - 1);

    public double SamplesPerSecond => Time > TimeSpan.Zero ? Samples / Time.TotalSeconds : 0;

    /// <summary>The batches trained over those there are.</summary>
    public double Share => Epoch == 0 ? 0 : (((Epoch - 1.0) * Batches) + Batch) / ((double)Epochs * Batches);

    public TimeSpan Left => Share > 0 ? Time * ((1 - Share) / Share) : TimeSpan.Zero;
}
