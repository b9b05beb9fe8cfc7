using Autograd.GradientChecking.Tool.Certificates;

namespace Autograd.GradientChecking.Tool.Running;

/// <summary>Checks one sample: float64 against differences, then float32, and other devices, against float64.</summary>
internal static class SampleRunner
{
    /// <summary>Checks a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="options">How float64 is checked.</param>
    /// <param name="mostUlps">How far float32 may be off.</param>
    /// <param name="devices">The devices beside the processor.</param>
    /// <param name="tally">Gets the cells.</param>
    public static CaseOutcome Run(OperationSample sample, GradCheckOptions options, double mostUlps, IReadOnlyList<Device> devices, CellTally tally)
    {
        try
        {
            var report = GradCheck.Run(sample, options);
            tally.Add(report);
            var checks = report.Checks.Where(check => check.Verdict > Verdict.Kink)
                .Select(check => new CheckReport(check.Name, check.Verdict, check.WorstPart, check.Worst?.ToString(), check.Diagnosis)).ToList();
            var (verdict, text) = (report.Verdict, report.ToString());

            // Of what is wrong in float64, or bent, there is no float32 to speak of: roundings choose the side of a kink.
            if (verdict == Verdict.Pass && !sample.IsAtKink)
            {
                Compare(null, DType.Float32);
                foreach (var device in devices)
                {
                    Compare(device, DType.Float64);
                    Compare(device, DType.Float32);
                }
            }

            return new CaseOutcome(sample.Name, verdict, checks, text);

            void Compare(Device? device, DType dtype)
            {
                options.Cancellation.ThrowIfCancellationRequested();
                var (name, where) = (dtype == DType.Float32 ? Cell.Float32 : Cell.Float64, device?.ToString() ?? Cell.Cpu);
                Float32Comparison? found;
                try
                {
                    found = Compared(sample, options, device, dtype);
                }
                catch (Exception error) when (device is not null && error is not OperationCanceledException)
                {
                    // What a device cannot do it says, and the certificate with it.
                    Add(new Cell(name, where, 1, Verdict.Fail, double.PositiveInfinity, 1, 1), $"{name} on {where}", $"{error.GetType().Name}: {error.Message}", null);
                    return;
                }

                if (found is null)
                    return;
                text += $"\n  {name} on {where}: {found}";
                var isClose = found.WorstUlps <= mostUlps;
                Add(
                    new Cell(name, where, 1, isClose ? Verdict.Pass : Verdict.Fail, found.WorstUlps, 1, found.Compared),
                    device is null ? "float32 against float64" : $"{name} on {where} against float64 on the processor",
                    device is null ? "the float32 gradient loses digits that its inputs have" : "the device's gradient is another one than the processor's",
                    found.ToString());
            }

            void Add(Cell cell, string name, string diagnosis, string? entry)
            {
                tally.Add(cell);
                if (cell.Verdict == Verdict.Pass)
                    return;
                verdict = Verdict.Fail;
                checks.Add(new CheckReport(name, Verdict.Fail, cell.Worst, entry, diagnosis));
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return CaseOutcome.Thrown(sample.Name, "the check", error);
        }
    }

    /// <summary>The comparison; null where the operation is for float64 only, or nothing arrives at an input.</summary>
    private static Float32Comparison? Compared(OperationSample sample, GradCheckOptions options, Device? device, DType dtype)
    {
        Variable[] Function(Variable[] arguments)
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                if (!sample.Inputs[i].IsDifferentiable)
                    arguments[i] = arguments[i].Detach();
            }

            return sample.Function(arguments);
        }

        var compared = Float32Comparer.Run(Function, sample.ToVariables(), options.Seed, smallest: 1, device, dtype);
        return compared.Compared > 0 ? compared : null;
    }
}
