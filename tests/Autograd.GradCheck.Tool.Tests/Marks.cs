namespace Autograd.GradientChecking.Tool.Tests;

/// <summary>Methods with wrong marks. The marks are kept beside them, because the tool checks this assembly too.</summary>
internal static class Marks
{
    public static GradientCheckedAttribute Of(string method) => method switch
    {
        nameof(NoShape) => new GradientCheckedAttribute("3,x"),
        nameof(NegativeShape) => new GradientCheckedAttribute("-3"),
        nameof(NoOrder) => new GradientCheckedAttribute("3") { Order = 0 },
        _ => new GradientCheckedAttribute("3"),
    };

    internal static int Returns(Variable x) => x.Rank;

    internal static Variable TakesNothing() => Variable.From([1.0]);

    internal static Variable TakesANumber(Variable x, double factor) => x * factor;

    internal static Variable Generic<T>(Variable x) => x;

    internal static Variable TooFewShapes(Variable x, Variable y) => x + y;

    internal static Variable NoShape(Variable x) => x;

    internal static Variable NegativeShape(Variable x) => x;

    internal static Variable NoOrder(Variable x) => x;

    internal static Variable NoNumbers([Within(3, 4)] Variable x) => x;
}
