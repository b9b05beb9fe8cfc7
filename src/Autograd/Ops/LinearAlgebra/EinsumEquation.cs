using System.Collections.Concurrent;

namespace Autograd.Ops;

/// <summary>An equation of Einstein's summation, read: a term an operand and the result's, spaces gone, <see cref="Ellipsis"/> for '...'.</summary>
internal sealed class EinsumEquation
{
    /// <summary>Stands in a term where the equation has '...'.</summary>
    public const char Ellipsis = '.';

    private const int Limit = 1024;

    private static readonly ConcurrentDictionary<string, EinsumEquation> Known = new(StringComparer.Ordinal);

    private EinsumEquation(string text, string[] terms, string result)
    {
        Text = text;
        Terms = terms;
        Result = result;
    }

    /// <summary>The equation as it was written.</summary>
    public string Text { get; }

    /// <summary>A term an operand.</summary>
    public string[] Terms { get; }

    /// <summary>The result's labels; where the equation names none, '...' and what stands once, in the alphabet's order, capitals first.</summary>
    public string Result { get; }

    /// <summary>Reads an equation, or finds it among those read before.</summary>
    /// <exception cref="ArgumentException">Something in it means nothing; the message says where.</exception>
    public static EinsumEquation Read(string text)
    {
        if (Known.TryGetValue(text, out var known))
            return known;
        var read = Parse(text);
        return Known.Count < Limit ? Known.GetOrAdd(text, read) : read;
    }

    private static EinsumEquation Parse(string text)
    {
        var terms = new List<string>();
        var term = new List<char>();
        var hasResult = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ' ')
                continue;
            if (char.IsAsciiLetter(c))
            {
                if (hasResult)
                    CheckResult(text, i, terms, term);
                term.Add(c);
            }
            else if (text.AsSpan(i).StartsWith("..."))
            {
                if (term.Contains(Ellipsis))
                    throw Wrong(text, i, "'...'", "stands twice in its term", "write it once");
                if (hasResult && !terms.Exists(other => other.Contains(Ellipsis)))
                    throw Wrong(text, i, "'...'", "is in no operand", "write it in the operands whose axes it stands for");
                term.Add(Ellipsis);
                i += 2;
            }
            else if (c == ',' && !hasResult)
            {
                terms.Add(Finish(term));
            }
            else if (!hasResult && text.AsSpan(i).StartsWith("->"))
            {
                terms.Add(Finish(term));
                hasResult = true;
                i++;
            }
            else
            {
                throw Wrong(text, i, $"'{c}'", "means nothing there", "write letters, '...', commas between operands and one '->'");
            }
        }

        var last = Finish(term);
        if (!hasResult)
            terms.Add(last);
        return new EinsumEquation(text, [.. terms], hasResult ? last : Implied(terms));
    }

    private static void CheckResult(string text, int place, List<string> terms, List<char> result)
    {
        var label = text[place];
        if (result.Contains(label))
            throw Wrong(text, place, $"'{label}'", "stands twice in the result", "name each label once behind '->'");
        if (!terms.Exists(term => term.Contains(label)))
            throw Wrong(text, place, $"'{label}'", "is in no operand", "take labels of the operands");
    }

    private static string Finish(List<char> term)
    {
        var text = string.Concat(term);
        term.Clear();
        return text;
    }

    private static string Implied(List<string> terms)
    {
        var all = string.Concat(terms);
        var once = all.Where(label => label != Ellipsis && all.IndexOf(label) == all.LastIndexOf(label)).Order();
        return (all.Contains(Ellipsis) ? "." : string.Empty) + string.Concat(once);
    }

    private static ArgumentException Wrong(string text, int place, string what, string fact, string remedy) =>
        Errors.Argument("einsum", $"{what} at index {place} of \"{text}\" {fact}", remedy);
}
