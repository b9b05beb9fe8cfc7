namespace Autograd.GradientChecking.Tool.Tests;

/// <summary>A run of the program, in this process.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">What was printed.</param>
/// <param name="Error">What was printed of errors.</param>
internal sealed record Outcome(int Code, string Output, string Error)
{
    /// <summary>This very assembly is what is checked.</summary>
    public static string Assembly => typeof(Outcome).Assembly.Location;

    /// <summary>Runs over this assembly.</summary>
    public static Outcome OfThis(params string[] options) => Of([Assembly, .. options]);

    /// <summary>Runs with all arguments given.</summary>
    public static Outcome Of(string[] arguments, CancellationToken stop = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(arguments, output, error, isTerminal: false, stop);
        return new Outcome(code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
