using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>dy · (x − mean) · rstd, and 0 where dy is.</summary>
internal readonly struct ProductTerm<TLanes>(TLanes mean, TLanes rstd) : ILaneTerm<TLanes>
    where TLanes : unmanaged, IReal<TLanes>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Of(TLanes x, TLanes dy) => Strong.Product(dy, (x - mean) * rstd);
}
