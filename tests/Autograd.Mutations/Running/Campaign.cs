using System.Collections.Concurrent;
using Autograd.Mutations.Rewriting;

namespace Autograd.Mutations.Running;

/// <summary>Runs mutants, operation by operation, in several processes.</summary>
/// <param name="core">The mutated core's file.</param>
/// <param name="table">The tests' file.</param>
/// <param name="processes">How many workers run at once.</param>
/// <param name="baseline">Whether every check is run without a mutant first; otherwise only those that notice one.</param>
internal sealed class Campaign(string core, string table, int processes, bool baseline)
{
    /// <summary>What keeps the score from meaning anything: operations without samples, a table that fails as it is.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>Called with the mutants of an operation that is done.</summary>
    public Action<IReadOnlyList<(Mutant Mutant, Outcome Outcome)>>? Ended { get; init; }

    public async Task<IReadOnlyDictionary<Mutant, Outcome>> Run(IReadOnlyCollection<Mutant> mutants)
    {
        // Large groups first, so that no process ends long after the others.
        var groups = new ConcurrentQueue<IGrouping<string, Mutant>>(mutants.GroupBy(mutant => mutant.Operation).OrderByDescending(group => group.Count()));
        var outcomes = new ConcurrentDictionary<Mutant, Outcome>();
        await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => Task.Run(() => Work(groups, outcomes))));
        return outcomes;
    }

    private async Task Work(ConcurrentQueue<IGrouping<string, Mutant>> groups, ConcurrentDictionary<Mutant, Outcome> outcomes)
    {
        using var worker = new WorkerProcess(core, table);
        while (groups.TryDequeue(out var group))
        {
            try
            {
                if (await IsReady(worker, group.Key))
                {
                    foreach (var mutant in group)
                        outcomes[mutant] = await worker.Run(mutant.Id, mutant.Operation);
                    Ended?.Invoke([.. group.Select(mutant => (mutant, outcomes[mutant]))]);
                }
            }
            catch (InvalidOperationException exception)
            {
                Faults.Enqueue($"{group.Key}: {exception.Message}");
            }
        }
    }

    private async Task<bool> IsReady(WorkerProcess worker, string operation)
    {
        var (checks, fault) = await worker.Checks(operation, run: baseline);
        if (fault.Length > 0)
            Faults.Enqueue($"{operation}: the table fails without a mutant: {fault}");
        else if (checks == 0)
            Faults.Enqueue($"{operation}: no samples");
        return fault.Length == 0 && checks > 0;
    }
}
