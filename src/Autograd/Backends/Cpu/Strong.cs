using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu;

/// <summary>The chain rule's product, as <see cref="Ops.StrongProductOp"/> has it.</summary>
internal static class Strong
{
    /// <summary>c · p, and 0 where c is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Product<TLanes>(TLanes c, TLanes p)
        where TLanes : unmanaged, IReal<TLanes> => TLanes.IfEqual(c, TLanes.Zero, TLanes.Zero, c * p);

    /// <summary>c · p, and 0 where c is.</summary>
    public static double Of(double c, double p) => c == 0 ? 0 : c * p;
}
