namespace Autograd.GradientChecking;

/// <summary>How exactly a recorded function can have been computed.</summary>
internal static class Precision
{
    /// <summary>How much coarser float32 rounds than float64: 53 − 24 binary digits.</summary>
    public const double SinglesToDoubles = 1L << 29;

    /// <summary>Whether a float32 value was recorded.</summary>
    public static bool HasSingles(Tape tape)
    {
        for (var i = 0; i < tape.NodeCount; i++)
        {
            if (tape.Node(i) is { Operation: not null } node && node.Output(0).DType == DType.Float32)
                return true;
        }

        return false;
    }
}
