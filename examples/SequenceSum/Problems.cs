using Autograd;

namespace SequenceSum;

/// <summary>Draws sequences [time, batch, 2] of numbers from 0 to 1 and marks, one mark in each half, and the sums [batch, 1].</summary>
internal sealed class Problems(int length, int seed, Device device)
{
    private readonly Random _random = new(seed);

    public (Variable Sequence, Variable Sum) Next(int batch)
    {
        var sequence = new float[length, batch, 2];
        var sums = new float[batch, 1];
        for (var b = 0; b < batch; b++)
        {
            for (var t = 0; t < length; t++)
                sequence[t, b, 0] = _random.NextSingle();
            foreach (var marked in new[] { _random.Next(length / 2), _random.Next(length / 2, length) })
            {
                sequence[marked, b, 1] = 1;
                sums[b, 0] += sequence[marked, b, 0];
            }
        }

        return (Variable.From(sequence, device), Variable.From(sums, device));
    }
}
