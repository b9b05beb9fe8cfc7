using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends;

/// <summary><see cref="UpdateNumbers"/> in the elements' own type.</summary>
/// <typeparam name="T">The elements, or lanes of them.</typeparam>
public readonly struct UpdateTerms<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Which parts of the formula there are.</summary>
    public UpdateOptions Options { get; init; }

    /// <summary>How far the step goes, negative.</summary>
    public T MinusRate { get; init; }

    /// <summary>What the parameter is multiplied by first.</summary>
    public T Keep { get; init; }

    /// <summary>λ of the penalty λ/2 · x².</summary>
    public T L2 { get; init; }

    /// <summary>λ₁ of the penalty λ₁ · |x|.</summary>
    public T L1 { get; init; }

    /// <summary>How much stays of the mean gradient, or of the buffer of momentum.</summary>
    public T MeanKept { get; init; }

    /// <summary>How much of the gradient comes to it.</summary>
    public T MeanAdded { get; init; }

    /// <summary>How much stays of the mean square.</summary>
    public T SquareKept { get; init; }

    /// <summary>How much of the gradient's square comes to it.</summary>
    public T SquareAdded { get; init; }

    /// <summary>Added to a root before it divides.</summary>
    public T Epsilon { get; init; }

    /// <summary>What a root is multiplied by.</summary>
    public T Scale { get; init; }

    /// <summary>Whether a part of the formula is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(UpdateOptions option) => (Options & option) != 0;

    /// <summary>g + λx + λ₁ · sign(x), sign(0) = 0; absent penalties do not meet x, which may be infinite.</summary>
    /// <param name="g">The gradient.</param>
    /// <param name="x">The parameter.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Penalised(T g, T x)
    {
        if (Has(UpdateOptions.L2))
            g = T.MultiplyAdd(L2, x, g);
        if (Has(UpdateOptions.L1))
            g += T.IfLess(T.Zero, x, L1, T.IfLess(x, T.Zero, -L1, T.Zero));
        return g;
    }

    /// <summary>x · keep − rate · step.</summary>
    /// <param name="x">The parameter.</param>
    /// <param name="step">Where to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Moved(T x, T step) => T.MultiplyAdd(MinusRate, step, x * Keep);
}
