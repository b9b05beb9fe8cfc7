using System.IO.Enumeration;

namespace Autograd.NN;

/// <summary>Chooses parameters of a model by their names, for groups and for clipping.</summary>
public static class ParameterSelection
{
    /// <summary>The parameters whose names fit one of several patterns, in the model's order: <c>model.Parameters("head.*", "*.bias")</c>.</summary>
    /// <param name="module">The model.</param>
    /// <param name="patterns">Names as <see cref="ModuleBase.NamedParameters"/> gives them; <c>*</c> stands for any text, dots too, <c>?</c> for one character.</param>
    /// <exception cref="ArgumentException">No patterns are given, or one fits no parameter.</exception>
    public static IReadOnlyList<Parameter> Parameters(this ModuleBase module, params string[] patterns) => Select(module, patterns, matching: true);

    /// <summary>The parameters whose names fit none of several patterns: the rest beside <see cref="Parameters"/>.</summary>
    /// <param name="module">The model.</param>
    /// <param name="patterns">Names as <see cref="ModuleBase.NamedParameters"/> gives them; <c>*</c> stands for any text, dots too, <c>?</c> for one character.</param>
    /// <exception cref="ArgumentException">No patterns are given, or one fits no parameter.</exception>
    public static IReadOnlyList<Parameter> ParametersExcept(this ModuleBase module, params string[] patterns) => Select(module, patterns, matching: false);

    private static Parameter[] Select(ModuleBase module, string[] patterns, bool matching)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(patterns);
        if (patterns.Length == 0)
            throw Errors.Argument("parameters", "there are no patterns", "name some, or use model.Parameters()");
        var named = module.NamedParameters();
        foreach (var pattern in patterns)
        {
            ArgumentNullException.ThrowIfNull(pattern);
            if (!named.Any(entry => Fits(pattern, entry.Name)))
                throw Errors.Argument("parameters", $"'{pattern}' fits none of {string.Join(", ", named.Select(entry => entry.Name))}", "correct the pattern");
        }

        return [.. named.Where(entry => patterns.Any(pattern => Fits(pattern, entry.Name)) == matching).Select(entry => entry.Parameter)];
    }

    private static bool Fits(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
