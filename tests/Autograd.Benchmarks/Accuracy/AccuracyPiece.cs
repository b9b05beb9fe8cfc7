namespace Autograd.Benchmarks.Accuracy;

/// <summary>Which of a function's inputs are scanned: every so-many-th bit pattern of one of equal pieces of them all.</summary>
/// <param name="Step">From bit pattern to bit pattern.</param>
/// <param name="Index">The piece, from 0.</param>
/// <param name="Count">How many pieces there are.</param>
internal readonly record struct AccuracyPiece(int Step, int Index, int Count)
{
    /// <summary>A piece written as "2/8", the second of eight.</summary>
    public static AccuracyPiece Parse(string text, int step)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || !int.TryParse(parts[0], out var index) || !int.TryParse(parts[1], out var count) || index < 1 || index > count)
            throw new ArgumentException($"accuracy: there is no piece {text}; write 1/4 for the first of four");
        return new(step, index - 1, count);
    }
}
