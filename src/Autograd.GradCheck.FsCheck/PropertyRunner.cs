using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Autograd.GradientChecking.Properties;

/// <summary>Runs a property on FsCheck, and counts and keeps what it finds.</summary>
internal sealed class PropertyRunner : IRunner
{
    /// <summary>Cases grow with FsCheck's size; what is drawn here is small by itself.</summary>
    private const int Size = 50;

    /// <summary>A smaller case is looked for so long, and by so many checks.</summary>
    private const int MostShrinkChecks = 3000;

    private static readonly TimeSpan MostShrinking = TimeSpan.FromSeconds(20);

    private readonly PropertySubject _subject;
    private readonly Arbitrary<GradientCase> _source;
    private readonly CaseCheck _check;
    private readonly GradCheckOptions _options;
    private readonly int _cases;
    private readonly ulong _seed;
    private readonly double _mostInconclusive;
    private readonly Dictionary<string, bool> _known = [];
    private OperationCanceledException? _stopped;
    private string? _fault;
    private long _shrinkingSince;
    private int _done;
    private int _kinks;
    private int _inconclusive;
    private int _proving;
    private long _compared;
    private TestResult.Failed? _failed;

    public PropertyRunner(PropertySubject subject, Arbitrary<GradientCase> source, GradCheckOptions options, int cases, ulong seed, double mostInconclusive)
    {
        (_subject, _source, _options, _cases, _seed, _mostInconclusive) = (subject, source, options, cases, seed, mostInconclusive);
        _check = new CaseCheck(subject, options);
    }

    public PropertyReport Run()
    {
        var started = Stopwatch.GetTimestamp();
        var config = Config.Default
            .WithMaxTest(_cases)
            .WithStartSize(Size)
            .WithEndSize(Size)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(_seed), FSharpOption<int>.None)))
            .WithRunner(this);
        Check.One(config, Prop.ForAll(_source, Holds));
        if (_stopped is not null)
            throw new OperationCanceledException(_stopped.Message, _stopped, _stopped.CancellationToken);
        if (_proving == 0)
            throw new InvalidOperationException($"property: nothing was checked of {_subject.Name}: no case had a derivative that could be compared; give shapes with elements, and domains");
        return new PropertyReport
        {
            Subject = _subject.Name,
            Seed = _seed,
            Cases = _done,
            Kinks = _kinks,
            Inconclusive = _inconclusive,
            MostInconclusive = (int)(_mostInconclusive * _done),
            Compared = _compared,
            Counterexample = _failed is null ? null : Counterexample((GradientCase)_failed.Item3.Head, _failed.Item1.NumberOfShrinks),
            Elapsed = Stopwatch.GetElapsedTime(started),
        };
    }

    void IRunner.OnStartFixture(Type t)
    {
    }

    void IRunner.OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
    {
    }

    void IRunner.OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
    {
    }

    void IRunner.OnFinished(string name, TestResult result) => _failed = result as TestResult.Failed;

    private bool Holds(GradientCase one)
    {
        if (_stopped is not null)
            return true;
        try
        {
            return _fault is null ? Drawn(one) : Shrunk(one);
        }
        catch (OperationCanceledException stopped)
        {
            // FsCheck would take it for a failure of the case.
            _stopped = stopped;
            return true;
        }
    }

    private bool Drawn(GradientCase one)
    {
        var outcome = _check.Run(one);
        _done++;
        _compared += outcome.Report?.Compared ?? 1;
        _proving += outcome.HasDerivatives ? 1 : 0;
        _kinks += outcome.Report?.Verdict == Verdict.Kink ? 1 : 0;
        _inconclusive += outcome.Report?.Verdict == Verdict.Inconclusive ? 1 : 0;
        _fault = outcome.Fault;
        _shrinkingSince = Stopwatch.GetTimestamp();
        return outcome.Fault is null;
    }

    /// <summary>A smaller case must fail in the same way: it would be another bug's otherwise.</summary>
    private bool Shrunk(GradientCase one)
    {
        var text = one.Text();
        if (_known.TryGetValue(text, out var holds))
            return holds;
        if (_known.Count >= MostShrinkChecks || Stopwatch.GetElapsedTime(_shrinkingSince) > MostShrinking)
            return true;
        return _known[text] = _check.Run(one).Fault != _fault;
    }

    private Counterexample Counterexample(GradientCase one, int shrinks)
    {
        var outcome = _check.Run(one, bisects: true);
        return new Counterexample
        {
            Case = one,
            Number = _done,
            Shrinks = shrinks,
            Report = outcome.Report,
            Error = outcome.Error,
            Reproduction = Reproduction.Write(_subject, one, _options, $"Falsified by case {_done}, shrunk {shrinks} times; seed {_seed}."),
        };
    }
}
