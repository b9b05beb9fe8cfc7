using System.Diagnostics;

namespace Autograd.GradientChecking;

/// <summary>Counts the parts of a run and tells whoever listens; costs nothing where nobody does.</summary>
internal sealed class ProgressMeter(GradCheckOptions options, string subject)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _done;
    private int _total;

    /// <summary>Adds parts to come.</summary>
    public void Plan(int parts) => _total += parts;

    /// <summary>Tells that a part is done.</summary>
    /// <param name="what">The part, where it has a name of its own.</param>
    public void Step(string? what = null)
    {
        _done++;
        if (options.Progress is not { } listener)
            return;
        var elapsed = Stopwatch.GetElapsedTime(_started);
        var total = Math.Max(_total, _done);
        listener.Report(new GradCheckProgress(what ?? subject, _done, total, elapsed, elapsed * ((double)(total - _done) / _done)));
    }
}
