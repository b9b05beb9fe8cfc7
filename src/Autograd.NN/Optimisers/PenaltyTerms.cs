using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>The penalties' part of a gradient over lanes: λx + λ₁ · sign(x).</summary>
internal readonly struct PenaltyTerms(OptimiserGroup group)
{
    private readonly double _l2 = group.L2;
    private readonly double _l1 = group.L1;

    /// <summary>λ in every lane.</summary>
    public TLanes L2<TLanes>()
        where TLanes : IReal<TLanes> => TLanes.Constant(_l2);

    /// <summary>λ₁ in every lane.</summary>
    public TLanes L1<TLanes>()
        where TLanes : IReal<TLanes> => TLanes.Constant(_l1);

    /// <summary>g + λx + λ₁ · sign(x). The lanes of λ and λ₁ are the caller's, made once before its loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Add<TLanes, T>(TLanes g, TLanes x, TLanes l2, TLanes l1)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        if (_l2 != 0)
            g = TLanes.MultiplyAdd(l2, x, g);
        if (_l1 != 0)
            g += TLanes.IfLess(TLanes.Zero, x, l1, TLanes.IfLess(x, TLanes.Zero, -l1, TLanes.Zero));
        return g;
    }
}
