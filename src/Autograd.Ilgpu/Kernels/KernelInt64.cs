namespace Autograd.Ilgpu.Kernels;

/// <summary>An long inside a kernel. Operations check the dtype first, so what integers do not have is never called.</summary>
/// <param name="value">The number.</param>
internal readonly struct KernelInt64(long value) : IKernelNumber<KernelInt64>
{
    private const float EndAsFloat = 9223372036854775808f;
    private const double EndAsDouble = 9223372036854775808.0;

    private readonly long _value = value;

    public static KernelInt64 Zero => new(0);

    public static KernelInt64 One => new(1);

    // A device's own conversion of NaN and of what is out of range is its own affair.
    public static KernelInt64 FromFloat(float value) =>
        new(value >= EndAsFloat ? long.MaxValue : value > -EndAsFloat ? (long)value : value <= -EndAsFloat ? long.MinValue : 0);

    public static KernelInt64 FromDouble(double value) =>
        new(value >= EndAsDouble ? long.MaxValue : value > -EndAsDouble ? (long)value : value <= -EndAsDouble ? long.MinValue : 0);

    public static KernelInt64 FromInt(int value) => new(value);

    public static KernelInt64 FromLong(long value) => new(value);

    public static TTarget To<TTarget>(KernelInt64 value)
        where TTarget : unmanaged, IKernelElement<TTarget> => TTarget.FromLong(value._value);

    public static KernelInt64 Constant(double value) => FromDouble(value);

    public static KernelInt64 operator +(KernelInt64 a, KernelInt64 b) => new(a._value + b._value);

    public static KernelInt64 operator -(KernelInt64 a, KernelInt64 b) => new(a._value - b._value);

    public static KernelInt64 operator *(KernelInt64 a, KernelInt64 b) => new(a._value * b._value);

    public static KernelInt64 operator /(KernelInt64 a, KernelInt64 b) => Zero;

    public static KernelInt64 operator -(KernelInt64 a) => new(-a._value);

    public static KernelInt64 AddProduct(KernelInt64 sum, KernelInt64 a, KernelInt64 b) => sum + (a * b);

    public static KernelInt64 Abs(KernelInt64 x) => x._value < 0 ? -x : x;

    public static KernelInt64 Sqrt(KernelInt64 x) => Zero;

    public static KernelInt64 Exp(KernelInt64 x) => Zero;

    public static KernelInt64 Log(KernelInt64 x) => Zero;

    public static KernelInt64 Tanh(KernelInt64 x) => Zero;

    public static KernelInt64 Sigmoid(KernelInt64 x) => Zero;

    public static KernelInt64 Pow(KernelInt64 x, KernelInt64 y) => Zero;

    public static KernelInt64 Sin(KernelInt64 x) => Zero;

    public static KernelInt64 Cos(KernelInt64 x) => Zero;

    public static KernelInt64 Erf(KernelInt64 x) => Zero;

    public static KernelInt64 NormalCdf(KernelInt64 x) => Zero;

    public static KernelInt64 Gelu(KernelInt64 x) => Zero;

    public static KernelInt64 GeluSlope(KernelInt64 x) => Zero;

    public static KernelInt64 Expm1(KernelInt64 x) => Zero;

    public static KernelInt64 Log1p(KernelInt64 x) => Zero;

    public static KernelInt64 Floor(KernelInt64 x) => x;

    public static KernelInt64 Round(KernelInt64 x) => x;

    public static KernelInt64 Remainder(KernelInt64 x, KernelInt64 y) => Zero;

    public static KernelInt64 Max(KernelInt64 a, KernelInt64 b) => a._value < b._value ? b : a;

    public static KernelInt64 Min(KernelInt64 a, KernelInt64 b) => b._value < a._value ? b : a;

    public static KernelInt64 IfLess(KernelInt64 a, KernelInt64 b, KernelInt64 yes, KernelInt64 no) => a._value < b._value ? yes : no;

    public static KernelInt64 IfLessOrEqual(KernelInt64 a, KernelInt64 b, KernelInt64 yes, KernelInt64 no) => a._value <= b._value ? yes : no;

    public static KernelInt64 IfEqual(KernelInt64 a, KernelInt64 b, KernelInt64 yes, KernelInt64 no) => a._value == b._value ? yes : no;
}
