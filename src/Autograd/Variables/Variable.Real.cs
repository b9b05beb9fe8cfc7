using Autograd.Numerics;

namespace Autograd;

/// <content>A Variable is a number too: rules run on it when a walk is recorded, which is how every higher order follows.</content>
public sealed partial class Variable : IReal<Variable>
{
    static Variable IReal<Variable>.Zero => LiteralZero;

    static Variable IReal<Variable>.One => LiteralOne;

    internal static Variable LiteralZero { get; } = Literal(0);

    private static Variable LiteralOne { get; } = Literal(1);

    static Variable IReal<Variable>.Constant(double value) => Literal(value);

    static Variable IReal<Variable>.Abs(Variable x) => x.Abs();

    static Variable IReal<Variable>.Sqrt(Variable x) => x.Sqrt();

    static Variable IReal<Variable>.Exp(Variable x) => x.Exp();

    static Variable IReal<Variable>.Log(Variable x) => x.Log();

    static Variable IReal<Variable>.Tanh(Variable x) => x.Tanh();

    static Variable IReal<Variable>.Sigmoid(Variable x) => x.Sigmoid();

    static Variable IReal<Variable>.Pow(Variable x, Variable y) => x.Pow(y);

    static Variable IReal<Variable>.Sin(Variable x) => x.Sin();

    static Variable IReal<Variable>.Cos(Variable x) => x.Cos();

    static Variable IReal<Variable>.Erf(Variable x) => x.Erf();

    static Variable IReal<Variable>.NormalCdf(Variable x) => x.NormalCdf();

    static Variable IReal<Variable>.Expm1(Variable x) => x.Expm1();

    static Variable IReal<Variable>.Log1p(Variable x) => x.Log1p();

    static Variable IReal<Variable>.Floor(Variable x) => x.Floor();

    static Variable IReal<Variable>.Round(Variable x) => x.Round();

    static Variable IReal<Variable>.Remainder(Variable x, Variable y) => x.Remainder(y);

    static Variable IReal<Variable>.Max(Variable a, Variable b) => Maximum(a, b);

    static Variable IReal<Variable>.Min(Variable a, Variable b) => Minimum(a, b);

    static Variable IReal<Variable>.IfLess(Variable a, Variable b, Variable yes, Variable no) => Where(a.Less(b), yes, no);

    static Variable IReal<Variable>.IfLessOrEqual(Variable a, Variable b, Variable yes, Variable no) => Where(a.LessOrEqual(b), yes, no);

    static Variable IReal<Variable>.IfEqual(Variable a, Variable b, Variable yes, Variable no) => Where(a.EqualTo(b), yes, no);

    /// <summary>A rule's result may be a bare constant: here it gets the dtype, device and shape of what it is the derivative of.</summary>
    internal Variable FillOut(Variable like) => ExpandOp.ApplyIfNeeded(ResolveLiteral("partial", like), like.Shape);
}
