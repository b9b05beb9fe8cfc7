using System.IO.Enumeration;

namespace Autograd.GradientChecking.Tool.Subjects;

/// <summary>Chooses subjects by name.</summary>
internal static class NameFilter
{
    /// <summary>The subjects whose name, with or without its class, is one of the names.</summary>
    /// <param name="filter">Names with commas, where * stands for anything; null for all.</param>
    /// <param name="subjects">All subjects.</param>
    /// <exception cref="ToolException">A name fits none.</exception>
    public static IReadOnlyList<CheckedSubject> Apply(string? filter, IReadOnlyList<CheckedSubject> subjects)
    {
        if (filter is null)
            return subjects;
        var names = filter.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            // A misspelt name among right ones would silently go unchecked.
            if (!subjects.Any(subject => Fits(name, subject)))
                throw new ToolException($"nothing was checked: --filter '{name}' fits none of {subjects.Count} operations and functions");
        }

        return names.Length > 0
            ? [.. subjects.Where(subject => names.Any(name => Fits(name, subject)))]
            : throw new ToolException("nothing was checked: --filter names nothing");
    }

    private static bool Fits(string name, CheckedSubject subject) =>
        FileSystemName.MatchesSimpleExpression(name, subject.Name)
        || FileSystemName.MatchesSimpleExpression(name, subject.Name.AsSpan(subject.Name.LastIndexOf('.') + 1));
}
