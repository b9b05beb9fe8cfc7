using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Autograd.Tests.WrongUses;

/// <summary>A mistake and what the framework says to it. The code shown is the code that runs.</summary>
/// <param name="Code">The code as the documents show it.</param>
/// <param name="Action">The same code.</param>
/// <param name="Exception">The exception's type, exactly.</param>
/// <param name="Message">The message, exactly.</param>
public sealed partial record WrongUse(string Code, Action Action, Type Exception, string Message)
{
    /// <summary>A mistake in an expression.</summary>
    public static WrongUse Of<TException>(Func<object?> use, string message, [CallerArgumentExpression(nameof(use))] string code = "")
        where TException : Exception => new(Shown(code), () => use(), typeof(TException), message);

    /// <summary>A mistake in statements.</summary>
    public static WrongUse Of<TException>(Action use, string message, [CallerArgumentExpression(nameof(use))] string code = "")
        where TException : Exception => new(Shown(code), use, typeof(TException), message);

    /// <summary>A lambda's body in one line.</summary>
    private static string Shown(string code)
    {
        code = Space().Replace(code["() =>".Length..], " ").Trim();
        return code.StartsWith('{') ? code[1..^1].Trim() : code;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
