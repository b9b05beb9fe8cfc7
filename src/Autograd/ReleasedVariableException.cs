namespace Autograd;

/// <summary>
/// Thrown when a <see cref="Variable"/> is used whose storage its tape or scope has already taken back. The message names
/// the operation that made it and how to keep a value beyond its tape.
/// </summary>
public sealed class ReleasedVariableException : InvalidOperationException
{
    /// <summary>Creates the error with no message.</summary>
    public ReleasedVariableException()
    {
    }

    /// <summary>Creates the error.</summary>
    /// <param name="message">What was used where, and the remedy.</param>
    public ReleasedVariableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its cause.</summary>
    /// <param name="message">What was used where, and the remedy.</param>
    /// <param name="innerException">The cause.</param>
    public ReleasedVariableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
