namespace Autograd.Ilgpu.Kernels;

/// <summary>An int inside a kernel. Operations check the dtype first, so what integers do not have is never called.</summary>
/// <param name="value">The number.</param>
internal readonly struct KernelInt32(int value) : IKernelNumber<KernelInt32>
{
    private const float EndAsFloat = 2147483648f;
    private const double EndAsDouble = 2147483648.0;

    private readonly int _value = value;

    public static KernelInt32 Zero => new(0);

    public static KernelInt32 One => new(1);

    // A device's own conversion of NaN and of what is out of range is its own affair.
    public static KernelInt32 FromFloat(float value) =>
        new(value >= EndAsFloat ? int.MaxValue : value > -EndAsFloat ? (int)value : value <= -EndAsFloat ? int.MinValue : 0);

    public static KernelInt32 FromDouble(double value) =>
        new(value >= EndAsDouble ? int.MaxValue : value > -EndAsDouble ? (int)value : value <= -EndAsDouble ? int.MinValue : 0);

    public static KernelInt32 FromInt(int value) => new(value);

    public static KernelInt32 FromLong(long value) => new(value > int.MaxValue ? int.MaxValue : value < int.MinValue ? int.MinValue : (int)value);

    public static TTarget To<TTarget>(KernelInt32 value)
        where TTarget : unmanaged, IKernelElement<TTarget> => TTarget.FromInt(value._value);

    public static KernelInt32 Constant(double value) => FromDouble(value);

    public static KernelInt32 operator +(KernelInt32 a, KernelInt32 b) => new(a._value + b._value);

    public static KernelInt32 operator -(KernelInt32 a, KernelInt32 b) => new(a._value - b._value);

    public static KernelInt32 operator *(KernelInt32 a, KernelInt32 b) => new(a._value * b._value);

    public static KernelInt32 operator /(KernelInt32 a, KernelInt32 b) => Zero;

    public static KernelInt32 operator -(KernelInt32 a) => new(-a._value);

    public static KernelInt32 AddProduct(KernelInt32 sum, KernelInt32 a, KernelInt32 b) => sum + (a * b);

    public static KernelInt32 Abs(KernelInt32 x) => x._value < 0 ? -x : x;

    public static KernelInt32 Sqrt(KernelInt32 x) => Zero;

    public static KernelInt32 Exp(KernelInt32 x) => Zero;

    public static KernelInt32 Log(KernelInt32 x) => Zero;

    public static KernelInt32 Tanh(KernelInt32 x) => Zero;

    public static KernelInt32 Sigmoid(KernelInt32 x) => Zero;

    public static KernelInt32 Pow(KernelInt32 x, KernelInt32 y) => Zero;

    public static KernelInt32 Sin(KernelInt32 x) => Zero;

    public static KernelInt32 Cos(KernelInt32 x) => Zero;

    public static KernelInt32 Erf(KernelInt32 x) => Zero;

    public static KernelInt32 NormalCdf(KernelInt32 x) => Zero;

    public static KernelInt32 Gelu(KernelInt32 x) => Zero;

    public static KernelInt32 GeluSlope(KernelInt32 x) => Zero;

    public static KernelInt32 Expm1(KernelInt32 x) => Zero;

    public static KernelInt32 Log1p(KernelInt32 x) => Zero;

    public static KernelInt32 Floor(KernelInt32 x) => x;

    public static KernelInt32 Round(KernelInt32 x) => x;

    public static KernelInt32 Remainder(KernelInt32 x, KernelInt32 y) => Zero;

    public static KernelInt32 Max(KernelInt32 a, KernelInt32 b) => a._value < b._value ? b : a;

    public static KernelInt32 Min(KernelInt32 a, KernelInt32 b) => b._value < a._value ? b : a;

    public static KernelInt32 IfLess(KernelInt32 a, KernelInt32 b, KernelInt32 yes, KernelInt32 no) => a._value < b._value ? yes : no;

    public static KernelInt32 IfLessOrEqual(KernelInt32 a, KernelInt32 b, KernelInt32 yes, KernelInt32 no) => a._value <= b._value ? yes : no;

    public static KernelInt32 IfEqual(KernelInt32 a, KernelInt32 b, KernelInt32 yes, KernelInt32 no) => a._value == b._value ? yes : no;
}
