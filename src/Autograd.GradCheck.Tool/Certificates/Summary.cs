namespace Autograd.GradientChecking.Tool.Certificates;

/// <summary>The counts of a run.</summary>
/// <param name="Passed">Whether no case failed and no more were inconclusive than allowed.</param>
/// <param name="Operations">Operations and functions.</param>
/// <param name="Cases">Samples that were checked.</param>
/// <param name="Compared">Numbers and facts that were compared.</param>
/// <param name="Failed">Cases that failed, gave other bits the second time, or threw.</param>
/// <param name="Inconclusive">Cases of which nothing can be said.</param>
/// <param name="Kinks">Cases at a kink, with a valid subgradient.</param>
/// <param name="ValuesOnly">Samples without a derivative to check.</param>
/// <param name="LeftOut">Samples that a quick run left out.</param>
internal sealed record Summary(
    bool Passed, int Operations, int Cases, long Compared, int Failed, int Inconclusive, int Kinks, int ValuesOnly, int LeftOut)
{
    public static Summary Of(IReadOnlyList<OperationEntry> operations, RunOptions options)
    {
        int Count(Func<OperationEntry, int> of) => operations.Sum(of);
        var failed = Count(operation => operation.Failed);
        var inconclusive = Count(operation => operation.Inconclusive);
        return new Summary(
            failed == 0 && inconclusive <= options.AllowedInconclusive,
            operations.Count,
            Count(operation => operation.Cases),
            operations.Sum(operation => operation.Cells.Sum(cell => cell.Compared)),
            failed,
            inconclusive,
            Count(operation => operation.Kinks),
            Count(operation => operation.ValuesOnly),
            Count(operation => operation.LeftOut));
    }
}
