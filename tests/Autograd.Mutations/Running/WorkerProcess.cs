using System.Diagnostics;

namespace Autograd.Mutations.Running;

/// <summary>A worker as the process that keeps the score sees it; it is started again where it ended or hung.</summary>
/// <param name="core">The mutated core's file.</param>
/// <param name="table">The tests' file.</param>
internal sealed class WorkerProcess(string core, string table) : IDisposable
{
    /// <summary>One suite over one sample takes milliseconds; a first one compiles, on a machine that may have other work.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private Process? _process;

    /// <summary>Counts the checks of an operation, and where asked runs every one without a mutant.</summary>
    /// <returns>How many checks there are, and the first that failed or an empty text.</returns>
    public async Task<(int Checks, string Fault)> Checks(string operation, bool run)
    {
        var answer = await Ask($"{(run ? "baseline" : "checks")}\t{operation}");
        return answer.Length == 3 ? (int.Parse(answer[1], null), answer[2]) : (0, answer[0]);
    }

    /// <summary>Runs a mutant. What may be an earlier mutant's doing is asked again of a fresh process.</summary>
    public async Task<Outcome> Run(int mutant, string operation)
    {
        var outcome = await Once(mutant, operation);
        if (outcome.Verdict != Verdict.Tainted)
            return outcome;
        Stop();
        outcome = await Once(mutant, operation);
        if (outcome.Verdict != Verdict.Tainted)
            return outcome;
        Stop();
        var (_, fault) = await Checks(operation, run: true);
        if (fault.Length > 0)
            throw new InvalidOperationException($"mutations: the table fails without a mutant: {fault}");
        return outcome with { Verdict = Verdict.Caught };
    }

    public void Dispose() => Stop();

    private async Task<Outcome> Once(int mutant, string operation)
    {
        var answer = await Ask($"{mutant}\t{operation}");
        return answer.Length == 3 ? new Outcome(Enum.Parse<Verdict>(answer[1]), answer[2]) : new Outcome(Verdict.Tainted, answer[0]);
    }

    /// <returns>The parts of the answer, or one saying how the process ended.</returns>
    private async Task<string[]> Ask(string question)
    {
        _process ??= Start();
        try
        {
            await _process.StandardInput.WriteLineAsync(question);
            await _process.StandardInput.FlushAsync();
            while (true)
            {
                using var limit = new CancellationTokenSource(Patience);
                var line = await _process.StandardOutput.ReadLineAsync(limit.Token);
                if (line is null)
                    break;
                if (line != Worker.Alive)
                    return line.Split('\t');
            }
        }
        catch (OperationCanceledException)
        {
            Stop();
            return ["it does not end"];
        }
        catch (IOException)
        {
            // The process ended between two questions; what it was asked now is asked again.
        }

        Stop();
        return ["its process ended"];
    }

    private Process Start()
    {
        var program = Environment.ProcessPath!;
        List<string> arguments = ["worker", core, table];
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            arguments.Insert(0, typeof(WorkerProcess).Assembly.Location);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

        // A wrong length must not take the machine's memory with it.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x80000000";
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private void Stop()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }
}
