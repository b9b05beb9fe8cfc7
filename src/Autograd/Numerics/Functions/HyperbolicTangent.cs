using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// tanh |x| = t / (t + 2) with t = e²|ˣ| − 1, and the sign put back. One formula for every x: near zero t keeps its full relative
/// accuracy, so the result does, where (e²ˣ − 1) / (e²ˣ + 1) from a rounded e²ˣ has none.
/// </summary>
internal static class HyperbolicTangent
{
    /// <summary>tanh x of float lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Single<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        // tanh 10 rounds to 1, and so does what t / (t + 2) gives there.
        L size = L.AtMost(L.Single(10f), L.Abs(x));
        L t = Exponential.NonNegativeMinusOne32(size + size);
        return L.Or(t / (t + L.Single(2f)), L.And(x, L.Bits32(0x80000000)));
    }

    /// <summary>tanh x of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Double<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        // tanh 20 rounds to 1.
        L size = L.AtMost(L.Double(20.0), L.Abs(x));
        L t = Exponential.NonNegativeMinusOne64(size + size);
        return L.Or(t / (t + L.Double(2.0)), L.And(x, L.Bits64(0x8000000000000000)));
    }
}
