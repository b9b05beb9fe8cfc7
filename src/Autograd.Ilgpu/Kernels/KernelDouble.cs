using System.Diagnostics.CodeAnalysis;
using Autograd.Numerics;
using Autograd.Numerics.Functions;
using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// A double inside a kernel. The elementary functions are the CPU's own text over <see cref="IFloatLanes{TSelf}"/> rather than the
/// device's: those are approximations on some devices, and NaN where they should not be.
/// </summary>
/// <param name="value">The number.</param>
internal readonly struct KernelDouble(double value) : IKernelNumber<KernelDouble>, IFloatLanes<KernelDouble>
{
    private readonly double _value = value;

    public static KernelDouble Zero => new(0.0);

    public static KernelDouble One => new(1.0);

    /// <summary>The number.</summary>
    public double Value => _value;

    private ulong Pattern => Interop.FloatAsInt(_value);

    public static KernelDouble FromFloat(float value) => new(value);

    public static KernelDouble FromDouble(double value) => new(value);

    public static KernelDouble FromInt(int value) => new(value);

    public static KernelDouble FromLong(long value) => new(value);

    public static TTarget To<TTarget>(KernelDouble value)
        where TTarget : unmanaged, IKernelElement<TTarget> => TTarget.FromDouble(value._value);

    public static KernelDouble Constant(double value) => FromDouble(value);

    public static KernelDouble operator +(KernelDouble a, KernelDouble b) => Rounded(a._value + b._value);

    public static KernelDouble operator -(KernelDouble a, KernelDouble b) => Rounded(a._value - b._value);

    public static KernelDouble operator *(KernelDouble a, KernelDouble b) => Rounded(a._value * b._value);

    public static KernelDouble operator /(KernelDouble a, KernelDouble b) => new(a._value / b._value);

    public static KernelDouble MultiplyAdd(KernelDouble a, KernelDouble b, KernelDouble c) => (a * b) + c;

    public static KernelDouble operator -(KernelDouble a) => new(-a._value);

    public static KernelDouble AddProduct(KernelDouble sum, KernelDouble a, KernelDouble b) => new(sum._value + (a._value * b._value));

    public static KernelDouble Abs(KernelDouble x) => new(Math.Abs(x._value));

    public static KernelDouble Sqrt(KernelDouble x) => new(Math.Sqrt(x._value));

    public static KernelDouble Exp(KernelDouble x) => Exponential.Double(x);

    public static KernelDouble Log(KernelDouble x) => Logarithm.Double(x);

    public static KernelDouble Tanh(KernelDouble x) => HyperbolicTangent.Double(x);

    public static KernelDouble Sigmoid(KernelDouble x) => Logistic.Double(x);

    public static KernelDouble Pow(KernelDouble x, KernelDouble y) =>
        new(Math.Pow(x._value, y._value));

    public static KernelDouble Expm1(KernelDouble x) => ExponentialMinusOne.Double(x);

    public static KernelDouble Log1p(KernelDouble x) => LogarithmOfOnePlus.Double(x);

    public static KernelDouble Erf(KernelDouble x) => ErrorFunction.Double(x);

    public static KernelDouble NormalCdf(KernelDouble x) => NormalDistribution.Double(x, out _);

    public static KernelDouble Gelu(KernelDouble x) => GaussianUnit.Double(x);

    public static KernelDouble GeluSlope(KernelDouble x) => GaussianUnit.SlopeDouble(x);

    public static KernelDouble Sin(KernelDouble x) => Trigonometry.Sin(x);

    public static KernelDouble Cos(KernelDouble x) => Trigonometry.Cos(x);

    // Beyond 2⁵² every number is an integer; below, adding that rounds as it should.
    public static KernelDouble Round(KernelDouble x)
    {
        var size = Abs(x)._value;
        var rounded = size < 4503599627370496.0 ? (size + 4503599627370496.0) - 4503599627370496.0 : size;
        return Or(new(rounded), And(x, Bits64(0x8000000000000000)));
    }

    public static KernelDouble Remainder(KernelDouble x, KernelDouble y) => new(Division.Remainder(x._value, y._value));

    // Devices' own max and min differ in what they make of NaN and of zeros' signs; +0 + −0 is +0, NaN + anything NaN.
    public static KernelDouble Max(KernelDouble a, KernelDouble b) =>
        a._value > b._value ? a : b._value > a._value ? b : a._value == b._value && a._value != 0 ? a : a + b;

    public static KernelDouble Min(KernelDouble a, KernelDouble b) =>
        a._value < b._value ? a : b._value < a._value ? b : a._value == b._value && a._value != 0 ? a : -(-a - b);

    public static KernelDouble IfLess(KernelDouble a, KernelDouble b, KernelDouble yes, KernelDouble no) => a._value < b._value ? yes : no;

    public static KernelDouble IfLessOrEqual(KernelDouble a, KernelDouble b, KernelDouble yes, KernelDouble no) => a._value <= b._value ? yes : no;

    public static KernelDouble IfEqual(KernelDouble a, KernelDouble b, KernelDouble yes, KernelDouble no) => a._value == b._value ? yes : no;

    public static KernelDouble Single(float value) => FromFloat(value);

    public static KernelDouble Double(double value) => FromDouble(value);

    public static KernelDouble Bits64(ulong pattern) => new(Interop.IntAsFloat(pattern));

    // Rounded twice: a fused product is not among what every device has.
    public static KernelDouble MultiplyAdd64(KernelDouble a, KernelDouble b, KernelDouble c) => (a * b) + c;

    public static KernelDouble MultiplyAdd64(KernelDouble a, KernelDouble b, double c) => (a * b) + new KernelDouble(c);

    public static KernelDouble And(KernelDouble a, KernelDouble b) => Bits64(a.Pattern & b.Pattern);

    public static KernelDouble Or(KernelDouble a, KernelDouble b) => Bits64(a.Pattern | b.Pattern);

    public static KernelDouble Xor(KernelDouble a, KernelDouble b) => Bits64(a.Pattern ^ b.Pattern);

    public static KernelDouble AddBits64(KernelDouble a, KernelDouble b) => Bits64(a.Pattern + b.Pattern);

    public static KernelDouble ShiftLeft64(KernelDouble x, [ConstantExpected] int count) => Bits64(x.Pattern << count);

    public static KernelDouble ShiftRight64(KernelDouble x, [ConstantExpected] int count) => Bits64(x.Pattern >> count);

    public static KernelDouble Floor(KernelDouble x) => new(Math.Floor(x._value));

    public static KernelDouble AtMost(KernelDouble limit, KernelDouble x) => limit._value < x._value ? limit : x;

    public static KernelDouble AtLeast(KernelDouble limit, KernelDouble x) => x._value < limit._value ? limit : x;

    // A branch would part the threads of a group.
    public static bool AnyBeyond64(KernelDouble x, double limit) => true;

    public static KernelDouble Scale64(KernelDouble value, KernelDouble n) => PowerOfTwo.Scale64(value, n);

    public static void ReduceLarge64(KernelDouble x, ref KernelDouble turns, ref KernelDouble rest)
    {
        if (Math.Abs(x._value) <= QuarterTurns.Limit)
            return;
        QuarterTurns.Reduce(x.Pattern, out var count, out var reduced);
        turns = Bits64(count);
        rest = new(reduced);
    }

    // What is for lanes of 32 bits; no function written for double calls it.
    static KernelDouble IFloatLanes<KernelDouble>.Bits32(uint pattern) => Zero;

    static KernelDouble IFloatLanes<KernelDouble>.MultiplyAdd32(KernelDouble a, KernelDouble b, KernelDouble c) => Zero;

    static KernelDouble IFloatLanes<KernelDouble>.MultiplyAdd32(KernelDouble a, KernelDouble b, float c) => Zero;

    static KernelDouble IFloatLanes<KernelDouble>.AddBits32(KernelDouble a, KernelDouble b) => Zero;

    static KernelDouble IFloatLanes<KernelDouble>.ShiftLeft32(KernelDouble x, [ConstantExpected] int count) => Zero;

    static KernelDouble IFloatLanes<KernelDouble>.ShiftRight32(KernelDouble x, [ConstantExpected] int count) => Zero;

    static bool IFloatLanes<KernelDouble>.AnyBeyond32(KernelDouble x, float limit) => true;

    static KernelDouble IFloatLanes<KernelDouble>.Scale32(KernelDouble value, KernelDouble n) => Zero;

    // ILGPU reckons with floats as with integers, where it sees two constants: it takes 1 − (1 − x) for x, and (x · 3) · 5 for x · 15.
    // It does not see through a number's bits, which cost nothing on a device.
    private static KernelDouble Rounded(double value) => new(Interop.IntAsFloat(Interop.FloatAsInt(value)));
}
