using System.IO.Enumeration;

namespace Autograd.NN;

/// <content>Choosing parameters by name, and freezing them.</content>
public abstract partial class ModuleBase
{
    /// <summary>
    /// The parameters whose path from here matches a pattern, in their order: <c>*</c> stands for any characters, dots among them,
    /// and <c>?</c> for one. <c>head.*</c> are all below head, <c>*.bias</c> all biases.
    /// </summary>
    /// <param name="patterns">Patterns of which a path must match at least one.</param>
    /// <exception cref="ArgumentException">A pattern matches nothing.</exception>
    public IReadOnlyList<Parameter> Parameters(params ReadOnlySpan<string> patterns)
    {
        var named = NamedParameters();
        return Choose(named, patterns.IsEmpty ? Enumerable.Repeat(true, named.Count) : Matches(named, patterns));
    }

    /// <summary>The parameters whose path matches none of several patterns: the rest beside <see cref="Parameters(ReadOnlySpan{string})"/>.</summary>
    /// <param name="patterns">Patterns of which a path must match none.</param>
    /// <exception cref="ArgumentException">A pattern matches nothing.</exception>
    public IReadOnlyList<Parameter> ParametersExcept(params ReadOnlySpan<string> patterns)
    {
        var named = NamedParameters();
        return Choose(named, Matches(named, patterns).Select(matches => !matches));
    }

    /// <summary>Lets parameters of this module and those below require no gradient: they are neither trained nor walked to.</summary>
    /// <param name="patterns">Which, as for <see cref="Parameters(ReadOnlySpan{string})"/>; all where none is given.</param>
    /// <returns>How many parameters that are.</returns>
    /// <exception cref="ArgumentException">A pattern matches nothing; then none is frozen.</exception>
    public int Freeze(params ReadOnlySpan<string> patterns) => SetRequiresGrad(patterns, false);

    /// <summary>Lets parameters of this module and those below require a gradient.</summary>
    /// <param name="patterns">Which, as for <see cref="Parameters(ReadOnlySpan{string})"/>; all where none is given.</param>
    /// <returns>How many parameters that are.</returns>
    /// <exception cref="ArgumentException">A pattern matches nothing; then none is changed.</exception>
    public int Unfreeze(params ReadOnlySpan<string> patterns) => SetRequiresGrad(patterns, true);

    private static Parameter[] Choose(IReadOnlyList<(string Name, Parameter Parameter)> named, IEnumerable<bool> chosen) =>
        [.. named.Zip(chosen).Where(pair => pair.Second).Select(pair => pair.First.Parameter)];

    private bool[] Matches(IReadOnlyList<(string Name, Parameter Parameter)> named, ReadOnlySpan<string> patterns)
    {
        var matches = new bool[named.Count];
        foreach (var pattern in patterns)
        {
            ArgumentNullException.ThrowIfNull(pattern);
            var any = false;
            for (var i = 0; i < matches.Length; i++)
            {
                if (FileSystemName.MatchesSimpleExpression(pattern, named[i].Name, ignoreCase: false))
                    matches[i] = any = true;
            }

            if (!any)
                throw Errors.Argument("parameters", $"no path of {this} matches '{pattern}'", Paths(named));
        }

        return matches;
    }

    private static string Paths(IReadOnlyList<(string Name, Parameter Parameter)> named) => named.Count switch
    {
        0 => "it has no parameters",
        <= 4 => $"there are {string.Join(", ", named.Select(pair => pair.Name))}",
        _ => $"there are {string.Join(", ", named.Take(3).Select(pair => pair.Name))} and {named.Count - 3} more, see NamedParameters",
    };

    private int SetRequiresGrad(ReadOnlySpan<string> patterns, bool required)
    {
        var chosen = Parameters(patterns);
        foreach (var parameter in chosen)
            parameter.RequiresGrad = required;
        return chosen.Count;
    }
}
