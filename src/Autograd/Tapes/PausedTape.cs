namespace Autograd;

/// <summary>A stretch in which a tape does not record; recording goes on at its disposal.</summary>
public readonly struct PausedTape : IDisposable, IEquatable<PausedTape>
{
    private readonly Tape? _tape;

    internal PausedTape(Tape tape) => _tape = tape;

    /// <summary>Whether two values pause the same tape.</summary>
    public static bool operator ==(PausedTape a, PausedTape b) => a.Equals(b);

    /// <summary>Whether two values pause different tapes.</summary>
    public static bool operator !=(PausedTape a, PausedTape b) => !a.Equals(b);

    /// <summary>Lets the tape record again.</summary>
    public void Dispose() => _tape?.Unpause();

    /// <inheritdoc/>
    public bool Equals(PausedTape other) => ReferenceEquals(_tape, other._tape);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PausedTape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _tape?.GetHashCode() ?? 0;
}
