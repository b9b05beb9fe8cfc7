using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>Finds out whether a rule's partial derivative is the constant 1, by asking the rule itself.</summary>
internal static unsafe class ConstantPartials
{
    public static bool FirstIsOne<TRule>()
        where TRule : struct, IBinaryRule =>
        TRule.SavesForFirst == Saves.None && IsOne(TRule.PartialFirst(default, default, default(Scalar<double>)));

    public static bool SecondIsOne<TRule>()
        where TRule : struct, IBinaryRule =>
        TRule.SavesForSecond == Saves.None && IsOne(TRule.PartialSecond(default, default, default(Scalar<double>)));

    private static bool IsOne(Scalar<double> partial)
    {
        double value;
        partial.Store(&value);
        return value == 1;
    }
}
