namespace Autograd.NN;

/// <summary>What the modules that normalise rows check alike.</summary>
internal static class RowNorm
{
    public static void Check(string module, Shape normalized, double epsilon)
    {
        if (normalized.Rank == 0 || normalized.Count == 0)
            throw Errors.Argument(module, $"normalises axes of {normalized}", "give one axis or more, each of length 1 or more");
        if (!(epsilon > 0 && double.IsFinite(epsilon)))
            throw Errors.Argument(module, $"epsilon is {epsilon}", "use a small positive number, 1e-5");
    }
}
