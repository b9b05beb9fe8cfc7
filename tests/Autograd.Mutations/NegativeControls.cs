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
            var chosen = Choose(core.Mutants, options);
            if (options.ListsOnly)
            {
                foreach (var mutant in chosen)
                    Console.WriteLine($"{mutant.Id,5} {mutant.File}:{mutant.Line} {mutant.Mutator}: {mutant.Key}");
                return chosen.Count > 0 ? 0 : 1;
            }

            var campaign = new Campaign(file, table, options.Processes, baseline: options.Sample == 1);
            var outcomes = await campaign.Run(chosen);
            var score = new Score(outcomes, core.Mutants, Equivalents(), campaign.Faults);
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

    private static List<Mutant> Choose(IReadOnlyList<Mutant> mutants, Options options)
    {
        var ofOperation = mutants.Where(mutant =>
            options.Operation is null || mutant.ShortOperation == options.Operation || mutant.ShortOperation == options.Operation + "Op");

        // The numbers follow the source, so that two runs over one source choose the same.
        return [.. ofOperation.Where((_, index) => index % options.Sample == 0)];
    }

    private static List<EquivalentMutant> Equivalents() =>
        JsonSerializer.Deserialize<List<EquivalentMutant>>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "equivalent.json")), JsonSerializerOptions.Web)!;

    private static string Metadata(string key) =>
        typeof(NegativeControls).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
