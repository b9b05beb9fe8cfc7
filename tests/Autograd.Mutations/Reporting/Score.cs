using System.Text.Json;
using Autograd.Mutations.Rewriting;
using Autograd.Mutations.Running;

namespace Autograd.Mutations.Reporting;

/// <summary>The result of a campaign.</summary>
internal sealed class Score
{
    private const double Demanded = 0.99;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly List<(Mutant Mutant, Outcome Outcome)> _counted = [];
    private readonly List<string> _faults;
    private readonly int _equivalent;

    /// <param name="outcomes">What became of the mutants that were run.</param>
    /// <param name="known">Every mutant there is, run or not.</param>
    /// <param name="equivalents">The mutants held to change nothing.</param>
    /// <param name="faults">What went wrong on the way.</param>
    public Score(
        IReadOnlyDictionary<Mutant, Outcome> outcomes, IReadOnlyList<Mutant> known, IReadOnlyList<EquivalentMutant> equivalents, IEnumerable<string> faults)
    {
        _faults = [.. faults];
        var keys = equivalents.Select(equivalent => equivalent.Mutant).ToHashSet();
        foreach (var stale in keys.Except(known.Select(mutant => mutant.Key)))
            _faults.Add($"equivalent.json names a mutant that does not exist: {stale}");
        foreach (var (mutant, outcome) in outcomes.OrderBy(pair => pair.Key.Id))
        {
            if (outcome.Verdict == Verdict.NotApplicable)
                continue;
            if (!keys.Contains(mutant.Key))
                _counted.Add((mutant, outcome));
            else if (outcome.Verdict == Verdict.Caught)
                _faults.Add($"equivalent.json names a mutant that {outcome.By} notices: {mutant.Key}");
            else
                _equivalent++;
        }

        if (_counted.Count == 0)
            _faults.Add("no mutants were run");
    }

    public bool IsGood => _faults.Count == 0 && Caught >= Demanded * _counted.Count;

    private int Caught => _counted.Count(pair => IsCaught(pair.Outcome));

    private double Part => _counted.Count == 0 ? 0 : (double)Caught / _counted.Count;

    public void Print(TextWriter output)
    {
        foreach (var group in _counted.GroupBy(pair => pair.Mutant.ShortOperation).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var survivors = group.Where(pair => !IsCaught(pair.Outcome)).ToList();
            output.WriteLine($"{group.Key,-26} {group.Count(),5} mutants {group.Count() - survivors.Count,5} caught {survivors.Count,4} survived");
            foreach (var (mutant, outcome) in survivors)
            {
                output.WriteLine($"    {mutant.File}:{mutant.Line} {mutant.Mutator}{(outcome.Verdict == Verdict.NotReached ? ", never run" : "")}");
                output.WriteLine($"        {mutant.Key}");
            }
        }

        foreach (var fault in _faults)
            output.WriteLine($"fault: {fault}");

        // Rounded down: 99 % must not be printed for less.
        output.WriteLine(FormattableString.Invariant($"mutation score: {Math.Floor(Part * 1000) / 10:F1} % ({Caught}/{_counted.Count}), {_equivalent} equivalent"));
    }

    public void WriteJson(string path)
    {
        var operations = _counted.GroupBy(pair => pair.Mutant.ShortOperation).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new
        {
            operation = group.Key,
            mutants = group.Count(),
            caught = group.Count(pair => IsCaught(pair.Outcome)),
            survivors = group.Where(pair => !IsCaught(pair.Outcome))
                .Select(pair => new { pair.Mutant.File, pair.Mutant.Line, pair.Mutant.Mutator, pair.Mutant.Key, verdict = pair.Outcome.Verdict.ToString() }),
        });
        var whole = new { mutants = _counted.Count, caught = Caught, equivalent = _equivalent, score = Part, faults = _faults, operations };
        File.WriteAllText(path, JsonSerializer.Serialize(whole, Indented));
    }

    private static bool IsCaught(Outcome outcome) => outcome.Verdict == Verdict.Caught;
}
