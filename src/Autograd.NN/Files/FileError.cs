using System.Text;

namespace Autograd.NN;

/// <summary>Words the errors of one file: <c>format: 'file' fact with values; remedy</c>, in the invariant culture.</summary>
/// <param name="format">The format's name, such as <c>safetensors</c>.</param>
/// <param name="file">The file's path as the user gave it.</param>
internal readonly struct FileError(string format, string file)
{
    private const int LongestQuote = 60;

    /// <summary>The exception to throw for <paramref name="fact"/>, which ends with its remedy.</summary>
    public InvalidDataException Because(FormattableString fact, Exception? inner = null) =>
        new($"{format}: '{file}' {FormattableString.Invariant(fact)}", inner);

    /// <summary>Text from a file in quotes, cut and without control characters: a damaged file must not damage the message.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, LongestQuote)))
            quoted.Append(char.IsControl(character) || char.IsSurrogate(character) ? '\uFFFD' : character);
        return quoted.Append(text.Length > LongestQuote ? "…'" : "'").ToString();
    }
}
