using System.Diagnostics;
using System.Reflection;

namespace Autograd.Mutations.Running;

/// <summary>
/// A process that runs mutants over the table, one after the other, as its standard input names them. A wrong rule may
/// loop for ever or write where it must not, so this is never the process that keeps the score.
/// </summary>
internal sealed class Worker
{
    public const string Alive = "alive";
    public const string Done = "done";

    private readonly TextWriter _out;
    private readonly OperationTable _table;
    private readonly Type _switch;
    private readonly Dictionary<string, List<TableCheck>> _checks = [];

    private Worker(string core, string table, TextWriter output)
    {
        _out = output;
        var context = new MutatedContext(core, table);
        _switch = context.LoadCore().GetType("Autograd.MutationSwitch", throwOnError: true)!;
        _table = new OperationTable(context.LoadTable());
    }

    /// <summary>Serves until the input ends.</summary>
    /// <param name="core">The mutated core's file.</param>
    /// <param name="table">The tests' file.</param>
    public static void Serve(string core, string table)
    {
        // What the tests print must not get between the answers.
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        var worker = new Worker(core, table, output);
        while (Console.In.ReadLine() is { } line)
        {
            var words = line.Split('\t');
            var answer = words[0] switch
            {
                "checks" => $"{Done}\t{worker.ChecksOf(words[1]).Count}\t",
                "baseline" => worker.Baseline(words[1]),
                _ => worker.Mutant(int.Parse(words[0], null), words[1]),
            };
            output.WriteLine(answer);
            output.Flush();
        }
    }

    /// <summary>Every check without a mutant; they are ordered by their time for the mutants to come.</summary>
    private string Baseline(string operation)
    {
        var checks = ChecksOf(operation);
        var times = new Dictionary<TableCheck, long>();
        foreach (var check in checks)
        {
            _out.WriteLine(Alive);
            _out.Flush();
            var start = Stopwatch.GetTimestamp();
            if (check.Fault() is { } fault)
                return $"{Done}\t{checks.Count}\t{check.Name}: {Code(fault)}";
            times[check] = Stopwatch.GetTimestamp() - start;
        }

        checks.Sort((one, other) => times[one].CompareTo(times[other]));
        return $"{Done}\t{checks.Count}\t";
    }

    private string Mutant(int id, string operation)
    {
        var checks = ChecksOf(operation);
        Set("Reached", false);
        Set("Applied", false);
        Set("Refused", false);
        foreach (var check in checks)
        {
            _out.WriteLine(Alive);
            _out.Flush();
            if (!Fails(check, id))
                continue;

            // The mutant is to blame only where the check passes without it, and it must be so twice.
            if (Fails(check, 0))
                return Answer(Verdict.Tainted, check.Name);
            if (!Fails(check, id))
                continue;

            // What noticed one mutant is the first to be asked about the next.
            checks.Remove(check);
            checks.Insert(0, check);
            return Answer(Verdict.Caught, check.Name);
        }

        return Answer(!Is("Reached") ? Verdict.NotReached : Is("Refused") && !Is("Applied") ? Verdict.NotApplicable : Verdict.Survived, "");
    }

    private bool Fails(TableCheck check, int mutant)
    {
        Set("Active", mutant);
        try
        {
            return check.Fault() is not null;
        }
        finally
        {
            Set("Active", 0);
        }
    }

    private List<TableCheck> ChecksOf(string operation)
    {
        if (!_checks.TryGetValue(operation, out var checks))
            _checks[operation] = checks = _table.ChecksOf(operation);
        return checks;
    }

    private static string Answer(Verdict verdict, string by) => $"{Done}\t{verdict}\t{Code(by)}";

    private static string Code(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');

    private bool Is(string flag) => (bool)Field(flag).GetValue(null)!;

    private void Set(string field, object value) => Field(field).SetValue(null, value);

    private FieldInfo Field(string name) => _switch.GetField(name)!;
}
