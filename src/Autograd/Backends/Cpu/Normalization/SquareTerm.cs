using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>(x − mean)².</summary>
internal readonly struct SquareTerm<TLanes>(TLanes mean) : ILaneTerm<TLanes>
    where TLanes : unmanaged, IReal<TLanes>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Of(TLanes x, TLanes dy)
    {
        TLanes distance = x - mean;
        return distance * distance;
    }
}
