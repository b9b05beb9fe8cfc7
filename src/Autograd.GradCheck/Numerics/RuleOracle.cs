using Autograd.Ops;

namespace Autograd.GradientChecking;

/// <summary>
/// Runs the text of an elementwise rule on dual and hyper-dual numbers: the derivatives of its <c>Value</c>, exact to
/// rounding and with no step at all, beside what its <c>Partial</c> says.
/// </summary>
public static class RuleOracle
{
    /// <summary>The derivatives of a rule of one input at a point.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="x">Where.</param>
    public static UnaryDerivatives Unary<TRule>(double x)
        where TRule : struct, IUnaryRule
    {
        var exact = TRule.Value(HyperDual.Variable(x));

        // The derivative of Partial along x, with the output's own derivative where it reads the output.
        var dual = Dual.Variable(x);
        var partial = TRule.Partial(
            Given(TRule.Saves, Saves.Input, dual),
            Given(TRule.Saves, Saves.Output, TRule.Value(dual)));
        return new UnaryDerivatives(x, exact.Value, exact.First, exact.Mixed, partial.Value, partial.Derivative);
    }

    /// <summary>The derivatives of a rule of two inputs at a point.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="a">The first input.</param>
    /// <param name="b">The second input.</param>
    public static BinaryDerivatives Binary<TRule>(double a, double b)
        where TRule : struct, IBinaryRule
    {
        var along = (First: BySlot<TRule>(new Dual(a, 1), new Dual(b, 0)), Second: BySlot<TRule>(new Dual(a, 0), new Dual(b, 1)));
        var mixed = TRule.Value(new HyperDual(a, 1, 0, 0), new HyperDual(b, 0, 1, 0));
        return new BinaryDerivatives(
            a,
            b,
            mixed.Value,
            mixed.First,
            mixed.Second,
            along.First.First.Value,
            along.First.Second.Value,
            new Curvatures(
                TRule.Value(HyperDual.Variable(a), HyperDual.Constant(b)).Mixed,
                mixed.Mixed,
                TRule.Value(HyperDual.Constant(a), HyperDual.Variable(b)).Mixed),
            new Curvatures(along.First.First.Derivative, along.Second.First.Derivative, along.Second.Second.Derivative));
    }

    /// <summary>The derivatives of a rule of three inputs at a point.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="a">The first input.</param>
    /// <param name="b">The second input.</param>
    /// <param name="c">The third input.</param>
    public static TernaryDerivatives Ternary<TRule>(double a, double b, double c)
        where TRule : struct, ITernaryRule
    {
        const int inputs = 3;
        double[] point = [a, b, c];
        var (first, partials) = (new double[inputs], new double[inputs]);
        var (second, slopes) = (new double[inputs][], new double[inputs][]);
        for (var i = 0; i < inputs; i++)
            (second[i], slopes[i]) = (new double[inputs], new double[inputs]);
        var value = 0.0;
        for (var j = 0; j < inputs; j++)
        {
            for (var i = 0; i < inputs; i++)
            {
                // Input i moves in the first direction and input j in the second, the same one in both where they are one.
                HyperDual Along(int input) => new(point[input], input == i ? 1 : 0, input == j ? 1 : 0, 0);
                var exact = TRule.Value(Along(0), Along(1), Along(2));
                (value, first[i], second[i][j]) = (exact.Value, exact.First, exact.Mixed);
            }

            Dual Moved(int input) => new(point[input], input == j ? 1 : 0);
            var ruled = BySlot<TRule>(Moved(0), Moved(1), Moved(2));
            for (var i = 0; i < inputs; i++)
                (partials[i], slopes[i][j]) = (ruled[i].Value, ruled[i].Derivative);
        }

        return new TernaryDerivatives(point, value, first, partials, second, slopes);
    }

    private static Dual[] BySlot<TRule>(Dual a, Dual b, Dual c)
        where TRule : struct, ITernaryRule
    {
        var y = TRule.Value(a, b, c);
        var (one, two, three) = (TRule.SavesForFirst, TRule.SavesForSecond, TRule.SavesForThird);
        return
        [
            TRule.PartialFirst(Given(one, Saves.First, a), Given(one, Saves.Second, b), Given(one, Saves.Third, c), Given(one, Saves.Output, y)),
            TRule.PartialSecond(Given(two, Saves.First, a), Given(two, Saves.Second, b), Given(two, Saves.Third, c), Given(two, Saves.Output, y)),
            TRule.PartialThird(Given(three, Saves.First, a), Given(three, Saves.Second, b), Given(three, Saves.Third, c), Given(three, Saves.Output, y)),
        ];
    }

    private static (Dual First, Dual Second) BySlot<TRule>(Dual a, Dual b)
        where TRule : struct, IBinaryRule
    {
        var y = TRule.Value(a, b);
        return (
            TRule.PartialFirst(
                Given(TRule.SavesForFirst, Saves.First, a), Given(TRule.SavesForFirst, Saves.Second, b), Given(TRule.SavesForFirst, Saves.Output, y)),
            TRule.PartialSecond(
                Given(TRule.SavesForSecond, Saves.First, a), Given(TRule.SavesForSecond, Saves.Second, b), Given(TRule.SavesForSecond, Saves.Output, y)));
    }

    /// <summary>What is not declared is zero, as on a device: a rule that reads it anyway is found out.</summary>
    private static Dual Given(Saves saves, Saves which, Dual value) => (saves & which) != 0 ? value : Dual.Zero;
}
