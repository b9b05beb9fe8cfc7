using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>The element itself.</summary>
internal readonly struct ValueTerm<TLanes> : ILaneTerm<TLanes>
    where TLanes : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Of(TLanes x, TLanes dy) => x;
}
