namespace Autograd.NN;

/// <summary>Batch normalisation of [batch, channels] or [batch, channels, length].</summary>
/// <param name="channels">The channels, 1 or more.</param>
/// <param name="epsilon">ε, added to variances.</param>
/// <param name="momentum">How far the running averages go towards each batch's statistics; null for the mean of all batches.</param>
/// <param name="affine">Whether there are a weight, 1 at first, and a bias, 0 at first.</param>
/// <param name="tracks">Whether running averages are kept for evaluation; without, batches are normalised by their own statistics always.</param>
/// <exception cref="ArgumentException">A number is out of range.</exception>
public sealed class BatchNorm1d(int channels, double epsilon = 1e-5, double? momentum = 0.1, bool affine = true, bool tracks = true)
    : BatchNorm(channels, epsilon, momentum, affine, tracks)
{
    private protected override void CheckInput(Variable input) =>
        CheckInput(input, input.Rank is 2 or 3, $"give [batch, {Channels}] or [batch, {Channels}, length]");
}
