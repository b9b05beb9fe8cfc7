using Autograd.Numerics;

namespace Autograd.Tests.Numerics;

/// <summary>The members of the lanes under test, one type each.</summary>
internal static class LaneFunctions
{
    public readonly struct Exp : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Exp(x);
    }

    public readonly struct Log : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Log(x);
    }

    public readonly struct Tanh : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Tanh(x);
    }

    public readonly struct Sigmoid : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Sigmoid(x);
    }

    public readonly struct Sqrt : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Sqrt(x);
    }

    public readonly struct Pow : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Pow(x, y);
    }

    public readonly struct Sin : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Sin(x);
    }

    public readonly struct Cos : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Cos(x);
    }

    public readonly struct Erf : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Erf(x);
    }

    public readonly struct NormalCdf : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.NormalCdf(x);
    }

    public readonly struct Expm1 : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Expm1(x);
    }

    public readonly struct Log1p : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Log1p(x);
    }

    public readonly struct Floor : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Floor(x);
    }

    public readonly struct Round : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Round(x);
    }

    public readonly struct Remainder : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Remainder(x, y);
    }

    /// <summary>x · Φ(x), as the Gaussian error linear unit's rule has it.</summary>
    public readonly struct Gelu : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => GeluOp.Rule.Value(x);
    }

    /// <summary>x · σ(x), as the rule of the sigmoid linear unit has it.</summary>
    public readonly struct Silu : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => SiluOp.Rule.Value(x);
    }

    /// <summary>ln(1 + eˣ), as the smooth rectifier's rule has it, with its threshold of 20.</summary>
    public readonly struct Softplus : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => SoftplusOp.Rule.Value(x, L.One, L.Constant(20.0));
    }

    public readonly struct Add : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => x + y;
    }

    public readonly struct Subtract : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => x - y;
    }

    public readonly struct Multiply : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => x * y;
    }

    public readonly struct Divide : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => x / y;
    }

    public readonly struct Negate : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => -x;
    }

    public readonly struct Abs : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Abs(x);
    }

    public readonly struct Max : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Max(x, y);
    }

    public readonly struct Min : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.Min(x, y);
    }

    /// <summary>x·y + x, to see whether it is rounded once.</summary>
    public readonly struct MultiplyAdd : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged => L.MultiplyAdd(x, y, x);
    }

    /// <summary>x &lt; y, x ≤ y, x = y as the sum of 1, 2 and 4.</summary>
    public readonly struct Comparisons : ILaneFunction
    {
        public static L Of<L, T>(L x, L y)
            where L : unmanaged, ILanes<L, T>
            where T : unmanaged =>
            L.IfLess(x, y, L.One, L.Zero)
            + L.IfLessOrEqual(x, y, L.Constant(2.0), L.Zero)
            + L.IfEqual(x, y, L.Constant(4.0), L.Zero);
    }
}
