using System.Diagnostics.CodeAnalysis;
using Autograd.Numerics.Functions;

namespace Autograd.Numerics;

/// <summary>
/// What the elementary functions need beyond <see cref="IReal{TSelf}"/>: the bits of the lanes, and operations that cost one
/// instruction. The functions are written once over this interface, so every width and the scalar compute the same bits.
/// </summary>
/// <remarks>
/// Members named for 32 bits serve lanes of float, those for 64 bits lanes of double: a function knows which it is written for,
/// and a member without a choice inside stays small enough to be inlined hundreds of times.
/// </remarks>
/// <typeparam name="TSelf">The lanes' type itself.</typeparam>
internal interface IFloatLanes<TSelf> : IReal<TSelf>
    where TSelf : unmanaged, IFloatLanes<TSelf>
{
    /// <summary>Every float lane holds <paramref name="value"/>.</summary>
    static abstract TSelf Single(float value);

    /// <summary>Every double lane holds <paramref name="value"/>.</summary>
    static abstract TSelf Double(double value);

    /// <summary>Every 32-bit lane holds <paramref name="pattern"/>.</summary>
    static abstract TSelf Bits32(uint pattern);

    /// <summary>Every 64-bit lane holds <paramref name="pattern"/>.</summary>
    static abstract TSelf Bits64(ulong pattern);

    /// <summary>a·b + c of float lanes, fused where the hardware can.</summary>
    static abstract TSelf MultiplyAdd32(TSelf a, TSelf b, TSelf c);

    /// <summary>a·b + c of double lanes, fused where the hardware can.</summary>
    static abstract TSelf MultiplyAdd64(TSelf a, TSelf b, TSelf c);

    /// <summary>a·b + c of float lanes with a constant: a polynomial's step in one call.</summary>
    static abstract TSelf MultiplyAdd32(TSelf a, TSelf b, float c);

    /// <summary>a·b + c of double lanes with a constant: a polynomial's step in one call.</summary>
    static abstract TSelf MultiplyAdd64(TSelf a, TSelf b, double c);

    /// <summary>The bits of both.</summary>
    static abstract TSelf And(TSelf a, TSelf b);

    /// <summary>The bits of either.</summary>
    static abstract TSelf Or(TSelf a, TSelf b);

    /// <summary>The bits of one but not both.</summary>
    static abstract TSelf Xor(TSelf a, TSelf b);

    /// <summary>The lanes' bits added as 32-bit integers, wrapping.</summary>
    static abstract TSelf AddBits32(TSelf a, TSelf b);

    /// <summary>The lanes' bits added as 64-bit integers, wrapping.</summary>
    static abstract TSelf AddBits64(TSelf a, TSelf b);

    /// <summary>The 32-bit lanes shifted towards the sign, zeros entering.</summary>
    static abstract TSelf ShiftLeft32(TSelf x, [ConstantExpected] int count);

    /// <summary>The 64-bit lanes shifted towards the sign, zeros entering.</summary>
    static abstract TSelf ShiftLeft64(TSelf x, [ConstantExpected] int count);

    /// <summary>The 32-bit lanes shifted away from the sign, zeros entering.</summary>
    static abstract TSelf ShiftRight32(TSelf x, [ConstantExpected] int count);

    /// <summary>The 64-bit lanes shifted away from the sign, zeros entering.</summary>
    static abstract TSelf ShiftRight64(TSelf x, [ConstantExpected] int count);

    /// <summary>The smaller of a number and a limit; a NaN <paramref name="x"/> stays. One instruction, unlike Min: the limit is never NaN.</summary>
    static abstract TSelf AtMost(TSelf limit, TSelf x);

    /// <summary>The larger of a number and a limit; a NaN <paramref name="x"/> stays. One instruction, unlike Max: the limit is never NaN.</summary>
    static abstract TSelf AtLeast(TSelf limit, TSelf x);

    /// <summary>
    /// Whether the size of a float lane is above a limit; a NaN is not. A machine to which the ordinary range is nothing easier
    /// always says yes.
    /// </summary>
    static abstract bool AnyBeyond32(TSelf x, float limit);

    /// <summary>Whether the size of a double lane is above a limit, as <see cref="AnyBeyond32"/>.</summary>
    static abstract bool AnyBeyond64(TSelf x, double limit);

    /// <summary>
    /// Where a double lane's |x| is above <see cref="QuarterTurns.Limit"/>: x = n·π/2 + r with the exact n, whose last two bits are left at
    /// the end of <paramref name="turns"/>, and |r| ≤ π/4. Other lanes stay as they are.
    /// </summary>
    static abstract void ReduceLarge64(TSelf x, ref TSelf turns, ref TSelf rest);

    /// <summary>value · 2ⁿ of float lanes rounded once, down to the denormals; n integral, |n| ≤ 252, |value| in [½, 2].</summary>
    static abstract TSelf Scale32(TSelf value, TSelf n);

    /// <summary>value · 2ⁿ of double lanes rounded once, down to the denormals; n integral, |n| ≤ 2044, |value| in [½, 2].</summary>
    static abstract TSelf Scale64(TSelf value, TSelf n);
}
