using System.Diagnostics;

namespace Autograd.GradientChecking;

/// <summary>Runs one case of an operation on one device in one precision.</summary>
internal sealed class OpCaseRunner(
    Func<Variable[], Variable[]> call, Func<int, OpInput> inputOf, IReadOnlyList<int> threads, double float32Limit, GradCheckOptions options)
{
    public OpCaseResult Run(OpCase one, Device device, DType dtype, int order)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        var inputs = Make(one, device);
        OpCaseResult result;
        try
        {
            result = dtype == DType.Float64 ? ByDifferences(one, inputs, device, order) : InFloat32(one, inputs, device);
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            result = Result(one, device, dtype, order, Verdict.Fail) with { Compared = 1, WorstPart = double.PositiveInfinity, Message = error.Message };
        }

        return result with { Elapsed = Stopwatch.GetElapsedTime(started) };
    }

    /// <summary>Values and gradients for several thread counts, and nothing else.</summary>
    public OpCaseResult RunThreads(OpCase one)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        var result = Result(one, Device.Cpu, DType.Float64, 0, Verdict.Pass);
        try
        {
            var (message, compared) = CompareThreads(one);
            result = result with { Verdict = message is null ? Verdict.Pass : Verdict.NonDeterministic, Compared = compared, Message = message };
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            result = result with { Verdict = Verdict.Fail, Compared = 1, Message = error.Message };
        }

        return result with { Elapsed = Stopwatch.GetElapsedTime(started) };
    }

    private static OpCaseResult Result(OpCase one, Device device, DType dtype, int order, Verdict verdict) =>
        new() { Name = one.Name, Shapes = one.Shapes, Device = device, DType = dtype, Order = order, Verdict = verdict };

    private OpCaseResult ByDifferences(OpCase one, Variable[] inputs, Device device, int order)
    {
        var report = GradCheck.Run(one.Call ?? call, inputs, OptionsFor(one, order));
        var worst = 0.0;
        foreach (var check in report.Checks)
            worst = Math.Max(worst, check.WorstPart);
        var result = Result(one, device, DType.Float64, order, report.Verdict) with { Compared = report.Compared, WorstPart = worst, Report = report };
        if (!report.Passed || device != Device.Cpu || threads.Count < 2)
            return result;
        var (message, compared) = CompareThreads(one);
        return result with { Verdict = message is null ? result.Verdict : Verdict.NonDeterministic, Compared = result.Compared + compared, Message = message };
    }

    private OpCaseResult InFloat32(OpCase one, Variable[] inputs, Device device)
    {
        // Nothing to compare is right for a case without elements; whether the whole compared anything is asked at its end.
        var comparison = Float32Comparer.Run(one.Call ?? call, inputs, options.Seed, smallest: 0);
        var part = comparison.WorstUlps / float32Limit;
        return Result(one, device, DType.Float32, 1, part <= 1 ? Verdict.Pass : Verdict.Fail) with
        {
            Compared = comparison.Compared,
            WorstPart = part,
            Float32 = comparison,
            Message = part <= 1 ? null : FormattableString.Invariant($"{comparison.WorstUlps:0.#} conditioned ulps, {float32Limit} allowed"),
        };
    }

    /// <summary>What differs between thread counts, in a sentence, or null; and how many numbers were compared.</summary>
    private (string? Message, long Compared) CompareThreads(OpCase one)
    {
        var subject = Subject.OfFunction(one.Call ?? call, Make(one, Device.Cpu), OptionsFor(one, order: 1));
        var before = AutogradOptions.Threads;
        try
        {
            AutogradOptions.Threads = threads[0];
            var stage = new Stage(subject, order: 1, options.Seed);
            double[][] weights = [stage.RandomWeights()];
            var gradients = stage.Vjp(weights)[0];
            var compared = stage.Count + gradients.Sum(gradient => gradient?.Length ?? 0);
            for (var i = 1; i < threads.Count; i++)
            {
                AutogradOptions.Threads = threads[i];
                if (!Bits.Equal((ReadOnlySpan<double>)stage.Evaluate(), stage.Values))
                    return ($"the value has other bits for {threads[i]} threads than for {threads[0]}", compared);
                if (!Bits.Equal(stage.Vjp(weights)[0], gradients))
                    return ($"a gradient has other bits for {threads[i]} threads than for {threads[0]}", compared);
            }

            return (null, (threads.Count - 1) * (long)compared);
        }
        finally
        {
            AutogradOptions.Threads = before;
        }
    }

    private Variable[] Make(OpCase one, Device device) => [.. one.Shapes.Select((shape, position) => inputOf(position).Make(position, shape, device))];

    private GradCheckOptions OptionsFor(OpCase one, int order)
    {
        var positions = Enumerable.Range(0, one.Shapes.Count);
        return options with
        {
            Orders = order,
            Domains = [.. positions.Select(position => inputOf(position).Domain)],
            Constants = [.. positions.Where(position => inputOf(position).IsConstant)],
            Names = [],
            Progress = null,
        };
    }
}
