using System.Numerics;

namespace Autograd.Ops;

/// <summary>Which inputs of an operation need a gradient.</summary>
/// <remarks>Inputs beyond the 63rd are told together: an operation of so many inputs treats them alike.</remarks>
public readonly struct InputMask
{
    private readonly ulong _bits;

    internal InputMask(ulong bits) => _bits = bits;

    /// <summary>Whether any input needs one.</summary>
    public bool Any => _bits != 0;

    /// <summary>Whether an input needs one.</summary>
    /// <param name="input">The input's index.</param>
    public bool this[int input] => (_bits & (1ul << Math.Min(input, 63))) != 0;

    internal int Count => BitOperations.PopCount(_bits);

    internal InputMask With(int input) => new(_bits | (1ul << Math.Min(input, 63)));
}
