namespace Autograd.Backends.Cpu.Normalization;

/// <summary>What a sum adds up, of an element and its cotangent.</summary>
internal interface ILaneTerm<TLanes>
    where TLanes : unmanaged
{
    TLanes Of(TLanes x, TLanes dy);
}
