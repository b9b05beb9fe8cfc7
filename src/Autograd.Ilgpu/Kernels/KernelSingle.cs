using System.Diagnostics.CodeAnalysis;
using Autograd.Numerics;
using Autograd.Numerics.Functions;
using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// A float inside a kernel. The elementary functions are the CPU's own text over <see cref="IFloatLanes{TSelf}"/> rather than the
/// device's: those are approximations on some devices, and NaN where they should not be.
/// </summary>
/// <param name="value">The number.</param>
internal readonly struct KernelSingle(float value) : IKernelNumber<KernelSingle>, IFloatLanes<KernelSingle>
{
    private readonly float _value = value;

    public static KernelSingle Zero => new(0f);

    public static KernelSingle One => new(1f);

    /// <summary>The number.</summary>
    public float Value => _value;

    private uint Pattern => Interop.FloatAsInt(_value);

    public static KernelSingle FromFloat(float value) => new(value);

    public static KernelSingle FromDouble(double value) => new((float)value);

    public static KernelSingle FromInt(int value) => new(value);

    public static KernelSingle FromLong(long value) => new(value);

    public static TTarget To<TTarget>(KernelSingle value)
        where TTarget : unmanaged, IKernelElement<TTarget> => TTarget.FromFloat(value._value);

    public static KernelSingle Constant(double value) => FromDouble(value);

    public static KernelSingle operator +(KernelSingle a, KernelSingle b) => Rounded(a._value + b._value);

    public static KernelSingle operator -(KernelSingle a, KernelSingle b) => Rounded(a._value - b._value);

    public static KernelSingle operator *(KernelSingle a, KernelSingle b) => Rounded(a._value * b._value);

    public static KernelSingle operator /(KernelSingle a, KernelSingle b) => new(a._value / b._value);

    public static KernelSingle MultiplyAdd(KernelSingle a, KernelSingle b, KernelSingle c) => (a * b) + c;

    public static KernelSingle operator -(KernelSingle a) => new(-a._value);

    public static KernelSingle AddProduct(KernelSingle sum, KernelSingle a, KernelSingle b) => new(sum._value + (a._value * b._value));

    public static KernelSingle Abs(KernelSingle x) => new(MathF.Abs(x._value));

    public static KernelSingle Sqrt(KernelSingle x) => new(MathF.Sqrt(x._value));

    public static KernelSingle Exp(KernelSingle x) => Exponential.Single(x);

    public static KernelSingle Log(KernelSingle x) => Logarithm.Single(x);

    public static KernelSingle Tanh(KernelSingle x) => HyperbolicTangent.Single(x);

    public static KernelSingle Sigmoid(KernelSingle x) => Logistic.Single(x);

    public static KernelSingle Pow(KernelSingle x, KernelSingle y) =>
        new((float)Power.SingleInDouble(new KernelDouble(x._value), new KernelDouble(y._value)).Value);

    public static KernelSingle Expm1(KernelSingle x) => ExponentialMinusOne.Single(x);

    public static KernelSingle Log1p(KernelSingle x) => LogarithmOfOnePlus.Single(x);

    public static KernelSingle Erf(KernelSingle x) => ErrorFunction.Single(x);

    public static KernelSingle NormalCdf(KernelSingle x) => new((float)NormalDistribution.Double(new KernelDouble(x._value), out _).Value);

    // In double: the float form counts on fused products, which kernels do not have.
    public static KernelSingle Gelu(KernelSingle x) => new((float)GaussianUnit.Double(new KernelDouble(x._value)).Value);

    public static KernelSingle GeluSlope(KernelSingle x) => new((float)GaussianUnit.SlopeDouble(new KernelDouble(x._value)).Value);

    public static KernelSingle Sin(KernelSingle x) => new((float)Trigonometry.SinOfSingle(new KernelDouble(x._value)).Value);

    public static KernelSingle Cos(KernelSingle x) => new((float)Trigonometry.CosOfSingle(new KernelDouble(x._value)).Value);

    // Beyond 2²³ every number is an integer; below, adding that rounds as it should.
    public static KernelSingle Round(KernelSingle x)
    {
        var size = Abs(x)._value;
        var rounded = size < 8388608f ? (size + 8388608f) - 8388608f : size;
        return Or(new(rounded), And(x, Bits32(0x80000000)));
    }

    public static KernelSingle Remainder(KernelSingle x, KernelSingle y) => new(Division.Remainder(x._value, y._value));

    // Devices' own max and min differ in what they make of NaN and of zeros' signs; +0 + −0 is +0, NaN + anything NaN.
    public static KernelSingle Max(KernelSingle a, KernelSingle b) =>
        a._value > b._value ? a : b._value > a._value ? b : a._value == b._value && a._value != 0 ? a : a + b;

    public static KernelSingle Min(KernelSingle a, KernelSingle b) =>
        a._value < b._value ? a : b._value < a._value ? b : a._value == b._value && a._value != 0 ? a : -(-a - b);

    public static KernelSingle IfLess(KernelSingle a, KernelSingle b, KernelSingle yes, KernelSingle no) => a._value < b._value ? yes : no;

    public static KernelSingle IfLessOrEqual(KernelSingle a, KernelSingle b, KernelSingle yes, KernelSingle no) => a._value <= b._value ? yes : no;

    public static KernelSingle IfEqual(KernelSingle a, KernelSingle b, KernelSingle yes, KernelSingle no) => a._value == b._value ? yes : no;

    public static KernelSingle Single(float value) => FromFloat(value);

    public static KernelSingle Double(double value) => FromDouble(value);

    public static KernelSingle Bits32(uint pattern) => new(Interop.IntAsFloat(pattern));

    // Rounded twice: a fused product is not among what every device has.
    public static KernelSingle MultiplyAdd32(KernelSingle a, KernelSingle b, KernelSingle c) => (a * b) + c;

    public static KernelSingle MultiplyAdd32(KernelSingle a, KernelSingle b, float c) => (a * b) + new KernelSingle(c);

    public static KernelSingle And(KernelSingle a, KernelSingle b) => Bits32(a.Pattern & b.Pattern);

    public static KernelSingle Or(KernelSingle a, KernelSingle b) => Bits32(a.Pattern | b.Pattern);

    public static KernelSingle Xor(KernelSingle a, KernelSingle b) => Bits32(a.Pattern ^ b.Pattern);

    public static KernelSingle AddBits32(KernelSingle a, KernelSingle b) => Bits32(a.Pattern + b.Pattern);

    public static KernelSingle ShiftLeft32(KernelSingle x, [ConstantExpected] int count) => Bits32(x.Pattern << count);

    public static KernelSingle ShiftRight32(KernelSingle x, [ConstantExpected] int count) => Bits32(x.Pattern >> count);

    public static KernelSingle Floor(KernelSingle x) => new(MathF.Floor(x._value));

    public static KernelSingle AtMost(KernelSingle limit, KernelSingle x) => limit._value < x._value ? limit : x;

    public static KernelSingle AtLeast(KernelSingle limit, KernelSingle x) => x._value < limit._value ? limit : x;

    // A branch would part the threads of a group.
    public static bool AnyBeyond32(KernelSingle x, float limit) => true;

    public static KernelSingle Scale32(KernelSingle value, KernelSingle n) => PowerOfTwo.Scale32(value, n);

    // What is for lanes of 64 bits; no function written for float calls it.
    static KernelSingle IFloatLanes<KernelSingle>.Bits64(ulong pattern) => Zero;

    static KernelSingle IFloatLanes<KernelSingle>.MultiplyAdd64(KernelSingle a, KernelSingle b, KernelSingle c) => Zero;

    static KernelSingle IFloatLanes<KernelSingle>.MultiplyAdd64(KernelSingle a, KernelSingle b, double c) => Zero;

    static KernelSingle IFloatLanes<KernelSingle>.AddBits64(KernelSingle a, KernelSingle b) => Zero;

    static KernelSingle IFloatLanes<KernelSingle>.ShiftLeft64(KernelSingle x, [ConstantExpected] int count) => Zero;

    static KernelSingle IFloatLanes<KernelSingle>.ShiftRight64(KernelSingle x, [ConstantExpected] int count) => Zero;

    static KernelSingle IFloatLanes<KernelSingle>.Scale64(KernelSingle value, KernelSingle n) => Zero;

    static bool IFloatLanes<KernelSingle>.AnyBeyond64(KernelSingle x, double limit) => true;

    static void IFloatLanes<KernelSingle>.ReduceLarge64(KernelSingle x, ref KernelSingle turns, ref KernelSingle rest)
    {
    }

    // ILGPU reckons with floats as with integers, where it sees two constants: it takes 1 − (1 − x) for x, and (x · 3) · 5 for x · 15.
    // It does not see through a number's bits, which cost nothing on a device.
    private static KernelSingle Rounded(float value) => new(Interop.IntAsFloat(Interop.FloatAsInt(value)));
}
