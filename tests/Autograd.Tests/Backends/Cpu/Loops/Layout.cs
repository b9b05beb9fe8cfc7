namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>How an array's elements lie in its storage.</summary>
public enum Layout
{
    /// <summary>One after the other from the storage's start.</summary>
    Contiguous,

    /// <summary>One after the other, beginning at an odd place.</summary>
    Offset,

    /// <summary>The axes in reverse order.</summary>
    Reversed,

    /// <summary>The last two axes exchanged.</summary>
    Transposed,

    /// <summary>Every second element along the last axis, with gaps between rows.</summary>
    Sliced,

    /// <summary>The first axis repeated.</summary>
    RepeatedFirst,

    /// <summary>The last axis repeated.</summary>
    RepeatedLast,

    /// <summary>One element everywhere.</summary>
    Constant,
}
