namespace Autograd.GradientChecking;

/// <summary>One order of derivatives against differences, input by input: the whole Jacobian where it is small, probes beyond.</summary>
internal sealed class DifferenceCheck
{
    /// <summary>So many entries of a Jacobian are compared one by one where probes cannot tell.</summary>
    private const long MostOneByOne = 1 << 16;

    private readonly Subject _subject;
    private readonly Stage _stage;
    private readonly int _order;
    private readonly GradCheckOptions _options;
    private readonly ProbeStream _random;
    private readonly bool _smallOutput;
    private readonly Paths _paths;
    private CheckResult? _broken;

    public DifferenceCheck(Subject subject, Stage stage, int order, GradCheckOptions options)
    {
        _subject = subject;
        _stage = stage;
        _order = order;
        _options = options;
        _random = new ProbeStream(options.Seed + (ulong)order);
        _smallOutput = stage.Count <= options.MaxFullJacobian;
        _paths = new Paths(subject, stage, options);
    }

    /// <summary>A result an input.</summary>
    public IEnumerable<CheckResult> Run()
    {
        var full = _smallOutput && Array.Exists(_subject.Inputs, input => input.Count <= _options.MaxFullJacobian);
        var jacobian = full ? Broken(() => _stage.Vjp(UnitCotangents())) : null;
        if (full && jacobian is null)
        {
            yield return _broken!;
            yield break;
        }

        double[][]? cotangents = null;
        double[]?[][]? products = null;
        for (var input = 0; input < _subject.Inputs.Length; input++)
        {
            if (_smallOutput && _subject.Inputs[input].Count <= _options.MaxFullJacobian)
            {
                yield return Full(input, jacobian!);
                continue;
            }

            cotangents ??= Cotangents();
            products ??= Broken(() => _stage.Vjp(cotangents));
            if (products is null)
            {
                yield return _broken!;
                yield break;
            }

            yield return Probe(input, cotangents, products);
        }
    }

    private string NameOf(int input) => $"order {_order}, {_subject.Inputs[input]}";

    private T? Broken<T>(Func<T> walk)
        where T : class
    {
        try
        {
            return walk();
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            _broken = BackwardFault.Result($"order {_order}", _order, error);
            return null;
        }
    }

    private CheckResult Full(int input, double[]?[][] jacobian)
    {
        var checkedInput = _subject.Inputs[input];
        var comparison = new Comparison(_options);
        var columns = new DerivativeEstimate[checkedInput.Count][];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = _paths.Outputs(input, Unit(checkedInput.Count, i));
            for (var o = 0; o < _stage.Count; o++)
            {
                var analytic = jacobian[o][input]?[i] ?? 0;
                var (numeric, column, row) = (columns[i][o], i, o);
                comparison.Add(analytic, numeric, () => Entry(input, checkedInput.IndexOf(column), _stage.Describe(row), analytic, numeric));
            }
        }

        string? diagnosis = null;
        if (comparison.Verdict == Verdict.Fail)
        {
            var rows = new DiagnosisRow[_stage.Count];
            for (var o = 0; o < rows.Length; o++)
                rows[o] = new DiagnosisRow(jacobian[o][input] ?? new double[columns.Length], Array.ConvertAll(columns, column => column[o].Value));
            diagnosis = Diagnosis.Explain(rows, checkedInput.Shape, _stage.Count);
        }

        return comparison.ToResult(NameOf(input), _order, input, diagnosis ?? Remark(comparison));
    }

    private CheckResult Probe(int input, double[][] cotangents, double[]?[][] products)
    {
        var checkedInput = _subject.Inputs[input];
        var comparison = new Comparison(_options);
        (double[] Direction, int Cotangent, double Part)? failed = null;
        foreach (var (direction, element) in new Directions(checkedInput, _random).Probes(_options))
        {
            var slopes = _paths.Projected(input, direction, cotangents);
            for (var v = 0; v < cotangents.Length; v++)
            {
                var analytic = products[v][input] is { } gradient ? Compensated.Dot(gradient, direction) : 0;
                var numeric = slopes[v];
                int[]? place = element is { } known ? checkedInput.IndexOf(known) : null;
                if (comparison.Add(analytic, numeric, () => Entry(input, place, "all, weighted", analytic, numeric), isAlone: element is not null && _stage.Count == 1))
                {
                    var part = comparison.Judge(analytic, numeric).Part;
                    if (failed is null || part > failed.Value.Part)
                        failed = (direction, v, part);
                }
            }
        }

        if (failed is not { } worst)
            return comparison.HasMixedKinks ? OneByOne(input, comparison) : comparison.ToResult(NameOf(input), _order, input, Remark(comparison));
        var located = new Locator(_paths, _stage, _options, input, cotangents[worst.Cotangent], products[worst.Cotangent][input]);
        var (element2, output, analytic2, numeric2) = located.Find(worst.Direction);

        // Bends that cancel in a sum do not show there, and their subgradients need not cancel too.
        if (numeric2.Kink is not null && comparison.Judge(analytic2, numeric2).Verdict == Verdict.Kink)
            return OneByOne(input, comparison);
        var entry = Entry(input, checkedInput.IndexOf(element2), output, analytic2, numeric2);
        return comparison.ToResult(NameOf(input), _order, input, located.Explain(element2, checkedInput.Shape)) with { Worst = entry };
    }

    /// <summary>Where several elements bend at once, each is compared alone, if there are not too many.</summary>
    private CheckResult OneByOne(int input, Comparison along)
    {
        if (_stage.Count * (long)_subject.Inputs[input].Count <= MostOneByOne)
            return Broken(() => _stage.Vjp(UnitCotangents())) is { } jacobian ? Full(input, jacobian) : _broken!;
        return along.ToResult(NameOf(input), _order, input, "several kinks meet here, and along a direction they cannot be told apart; check fewer elements, or another point") with
        {
            Verdict = Verdict.Inconclusive,
        };
    }

    private double[][] Cotangents()
    {
        if (_stage.Count == 1)
            return [[1]];
        var cotangents = new double[_options.RademacherProbes + _options.GaussianProbes][];
        for (var v = 0; v < cotangents.Length; v++)
            cotangents[v] = RandomVector(_stage.Count, v < _options.RademacherProbes);
        return cotangents;
    }

    private double[] RandomVector(int count, bool signs)
    {
        var vector = new double[count];
        for (var i = 0; i < count; i++)
            vector[i] = signs ? _random.NextSign() : _random.NextGaussian();
        return vector;
    }

    private double[][] UnitCotangents()
    {
        var units = new double[_stage.Count][];
        for (var o = 0; o < units.Length; o++)
            units[o] = Unit(units.Length, o);
        return units;
    }

    private static double[] Unit(int count, int element)
    {
        var unit = new double[count];
        unit[element] = 1;
        return unit;
    }

    private GradientEntry Entry(int input, int[]? place, string output, double analytic, DerivativeEstimate numeric) =>
        new(_subject.Inputs[input].Position, _subject.Inputs[input].Name, place, output, analytic, numeric.Value, numeric.Error);

    private static string? Remark(Comparison comparison) => comparison.Verdict switch
    {
        Verdict.Kink => "a kink: the analytic value lies between the slopes on both sides",
        Verdict.Inconclusive => "the differences prove nothing here: values are not finite, jump, or are too coarse; choose another point, or give the domain",
        _ => null,
    };
}
