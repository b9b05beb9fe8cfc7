namespace Autograd;

/// <summary>What a measured call was a part of.</summary>
public enum ProfilePhase
{
    /// <summary>An operation's value.</summary>
    Forward,

    /// <summary>A derivative: in a backward walk, an operation's own and, where the walk is recorded, what that is made of.</summary>
    Backward,

    /// <summary>A named stretch of a program that is no operation: see <see cref="Profile.Region"/>.</summary>
    Region,
}
