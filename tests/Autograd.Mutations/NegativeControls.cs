using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Autograd.Mutations.Reporting;
using Autograd.Mutations.Rewriting;
using Autograd.Mutations.Running;

namespace Autograd.Mutations;

/// <summary>The program: mutate, compile, run, report.</summary>
internal static class NegativeControls
{
    /// <returns>The exit code: 0 where at least 99 % of the mutants are caught and nothing else is wrong.</returns>
    public static async Task<int> Run(Options options)
    {
        var clock = Stopwatch.StartNew();
        var table = Path.GetFullPath(Metadata("TableAssembly"));
        var folder = Directory.CreateTempSubdirectory("autograd-mutations-");
        try
        {
            var file = Path.Combine(folder.FullName, "Autograd.dll");
            var sources = CoreSources.Read(Path.GetFullPath(Metadata("CoreSources")), Path.Combine(Path.GetDirectoryName(table)!, "Autograd.dll"));
            var core = MutatedCore.Write(sources, file);
            Console.WriteLine($"{core.Mutants.Count} mutants compiled, {core.Dropped} others do not compile, {clock.Elapsed.TotalSeconds:F0} s");
            var equivalents = Equivalents();
            var chosen = Choose(core.Mutants, equivalents, options);
            if (options.ListsOnly)
            {
                foreach (var mutant in chosen)
                    Console.WriteLine($"{mutant.Id,5} {mutant.File}:{mutant.Line} {mutant.Mutator}: {mutant.Key}");
                return chosen.Count > 0 ? 0 : 1;
            }

            var campaign = new Campaign(file, table, options.Processes, baseline: options.Sample == 1)
            {
                Ended = group => Console.Error.WriteLine(Progress(group, clock.Elapsed)),
            };
            var outcomes = await campaign.Run(chosen);
            var score = new Score(outcomes, core.Mutants, equivalents, campaign.Faults);
            var without = outcomes.Values.Count(outcome => outcome.Verdict == Verdict.NotApplicable);
            Console.WriteLine($"{outcomes.Count} mutants run, {without} of them change nothing for the dtypes and shapes of any sample, {clock.Elapsed.TotalSeconds:F0} s");
            if (options.Json is { } json)
                score.WriteJson(json);
            score.Print(Console.Out);
            return score.IsGood ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<Mutant> Choose(IReadOnlyList<Mutant> mutants, List<EquivalentMutant> equivalents, Options options)
    {
        // A mutant that nothing notices goes through the whole table: a sample has no time for those of which that is known.
        var known = options.Sample == 1 ? [] : equivalents.Select(equivalent => equivalent.Mutant).ToHashSet();
        var ofOperation = mutants.Where(mutant =>
            options.Operations.Count == 0 || options.Operations.Any(name => mutant.ShortOperation == name || mutant.ShortOperation == name + "Op"));

        // The numbers follow the source, so that two runs over one source choose the same.
        return [.. ofOperation.Where((mutant, index) => index % options.Sample == 0 && !known.Contains(mutant.Key))];
    }

    private static string Progress(IReadOnlyList<(Mutant Mutant, Outcome Outcome)> group, TimeSpan elapsed)
    {
        var others = group.Where(pair => pair.Outcome.Verdict is not (Verdict.Caught or Verdict.NotApplicable)).Select(pair => $"\n    {pair.Outcome.Verdict} {pair.Mutant.Mutator}: {pair.Mutant.Key}");
        return $"{elapsed.TotalSeconds,5:F0} s {group[0].Mutant.ShortOperation}: {group.Count} mutants{string.Concat(others)}";
    }

    private static List<EquivalentMutant> Equivalents() =>
        JsonSerializer.Deserialize<List<EquivalentMutant>>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "equivalent.json")), JsonSerializerOptions.Web)!;

    private static string Metadata(string key) =>
        typeof(NegativeControls).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
