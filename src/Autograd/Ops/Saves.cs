namespace Autograd.Ops;

/// <summary>What a derivative reads of its operation's forward pass; nothing else is kept alive for it or checked for changes.</summary>
[Flags]
public enum Saves
{
    /// <summary>Nothing: the derivative is constant, or depends on attributes alone.</summary>
    None = 0,

    /// <summary>The only, or the first, input.</summary>
    Input = 1,

    /// <summary>The first input.</summary>
    First = 1,

    /// <summary>The second input.</summary>
    Second = 2,

    /// <summary>The third input.</summary>
    Third = 4,

    /// <summary>Every input.</summary>
    AllInputs = 0xFFFF,

    /// <summary>The output, or every output.</summary>
    Output = 0x10000,
}
