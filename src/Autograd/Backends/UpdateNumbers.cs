using Autograd.Numerics;

namespace Autograd.Backends;

/// <summary>The numbers of an optimiser's step, the same for all elements of a parameter.</summary>
public readonly record struct UpdateNumbers
{
    /// <summary>Numbers that change nothing, for object initialisers.</summary>
    public UpdateNumbers()
    {
    }

    /// <summary>Which parts of the formula there are.</summary>
    public UpdateOptions Options { get; init; }

    /// <summary>How far the step goes.</summary>
    public double Rate { get; init; }

    /// <summary>What the parameter is multiplied by first, which is decoupled weight decay; 1 without.</summary>
    public double Keep { get; init; } = 1;

    /// <summary>λ of the penalty λ/2 · x².</summary>
    public double L2 { get; init; }

    /// <summary>λ₁ of the penalty λ₁ · |x|.</summary>
    public double L1 { get; init; }

    /// <summary>How much stays of the mean gradient, or of the buffer of momentum.</summary>
    public double MeanKept { get; init; }

    /// <summary>How much of the gradient comes to it.</summary>
    public double MeanAdded { get; init; }

    /// <summary>How much stays of the mean square.</summary>
    public double SquareKept { get; init; }

    /// <summary>How much of the gradient's square comes to it.</summary>
    public double SquareAdded { get; init; }

    /// <summary>Added to a root before it divides.</summary>
    public double Epsilon { get; init; }

    /// <summary>What a root is multiplied by.</summary>
    public double Scale { get; init; }

    /// <summary>The numbers as a kernel computes with them.</summary>
    /// <typeparam name="T">The elements.</typeparam>
    public UpdateTerms<T> To<T>()
        where T : unmanaged, IReal<T> => new()
        {
            Options = Options,
            MinusRate = T.Constant(-Rate),
            Keep = T.Constant(Keep),
            L2 = T.Constant(L2),
            L1 = T.Constant(L1),
            MeanKept = T.Constant(MeanKept),
            MeanAdded = T.Constant(MeanAdded),
            SquareKept = T.Constant(SquareKept),
            SquareAdded = T.Constant(SquareAdded),
            Epsilon = T.Constant(Epsilon),
            Scale = T.Constant(Scale),
        };
}
