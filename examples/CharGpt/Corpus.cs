using Autograd;

namespace CharGpt;

/// <summary>A text as numbers: each distinct character is a class. The last tenth is held out.</summary>
internal sealed class Corpus(string text, int seed, Device device)
{
    private readonly char[] _characters = [.. text.Distinct().Order()];
    private readonly Random _random = new(seed);

    public int Count => _characters.Length;

    public Device Device => device;

    public long[] Encode(string part) => [.. part.Select(character => (long)Array.BinarySearch(_characters, character))];

    public string Decode(IEnumerable<long> tokens) => string.Concat(tokens.Select(token => _characters[token]));

    /// <summary>Stretches of the text from random places, and the same moved by one character.</summary>
    public (Variable Tokens, Variable Next) Batch(int count, int length, bool isHeldOut = false)
    {
        var border = text.Length * 9 / 10;
        var (from, to) = isHeldOut ? (border, text.Length) : (0, border);
        var stretches = Enumerable.Range(0, count).Select(_ => Encode(text.Substring(_random.Next(from, to - length), length + 1))).ToArray();
        return (Variable.From([.. stretches.SelectMany(s => s[..^1])], [count, length], device), Variable.From([.. stretches.SelectMany(s => s[1..])], device));
    }
}
