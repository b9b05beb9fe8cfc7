using FsCheck;
using FsCheck.Fluent;

namespace Autograd.GradientChecking.Properties;

/// <summary>
/// The property that a function's derivatives are right at every case that is generated, put together step by step and started
/// with <see cref="Verify"/> or <see cref="Run"/>. Made by <see cref="GradCheckProperty"/>.
/// </summary>
/// <remarks>
/// Where nothing is said, there are 60 cases from one seed: equal shapes of 0 to 5 axes for one input and broadcasting ones for
/// more, in every layout, with values from −2 to 2, different from each other and away from 0, where functions like to bend.
/// Each case is a whole check of <see cref="GradCheck"/> to second order. No test framework is needed: call it from a test.
/// </remarks>
public sealed class GradientProperty
{
    /// <summary>Entry by entry up to so many elements: beyond, probes see what is wrong as well and cost less.</summary>
    private const int MaxFullJacobian = 16;

    private readonly PropertySubject _subject;
    private readonly InputDomain[] _domains;
    private readonly HashSet<int> _constants = [];
    private CaseShapes _shapes;
    private IReadOnlyList<CaseLayout> _layouts = Enum.GetValues<CaseLayout>();
    private (double Low, double High) _range = (-2, 2);
    private IReadOnlyList<double> _kinks = [0];
    private bool _atKinks;
    private int _orders = 2;
    private int _cases = 60;
    private double _mostInconclusive = 0.1;
    private ulong _seed = 1;
    private GradCheckOptions _options = new() { MaxFullJacobian = MaxFullJacobian };

    internal GradientProperty(PropertySubject subject)
    {
        _subject = subject;
        _domains = [.. Enumerable.Repeat(InputDomain.Real, subject.Inputs)];
        _shapes = subject.Inputs == 1 ? CaseShapes.Equal() : CaseShapes.Broadcastable();
    }

    /// <summary>The family of shapes.</summary>
    /// <param name="shapes">The family.</param>
    public GradientProperty Shapes(CaseShapes shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        _shapes = shapes;
        return this;
    }

    /// <summary>The layouts inputs may have; all by default.</summary>
    /// <param name="layouts">One or more.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public GradientProperty Layouts(params IReadOnlyList<CaseLayout> layouts)
    {
        ArgumentNullException.ThrowIfNull(layouts);
        _layouts = layouts.Count > 0 ? layouts : throw new ArgumentException("property: no layouts; give one or more");
        return this;
    }

    /// <summary>Where the function is defined, in every input; values are chosen inside.</summary>
    /// <param name="domain">The domain.</param>
    public GradientProperty Domain(InputDomain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        Array.Fill(_domains, domain);
        return this;
    }

    /// <summary>Where the function is defined, in one input.</summary>
    /// <param name="input">The input's position.</param>
    /// <param name="domain">The domain.</param>
    /// <exception cref="ArgumentException">There is no such input.</exception>
    public GradientProperty Domain(int input, InputDomain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        CheckInput(input);
        _domains[input] = domain;
        return this;
    }

    /// <summary>The ends of the values, as far as a domain goes.</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    /// <exception cref="ArgumentException">The ends are not in order.</exception>
    public GradientProperty Range(double low, double high)
    {
        _range = low < high && double.IsFinite(high - low) ? (low, high) : throw new ArgumentException($"property: values from {low} to {high}; give the lower end first");
        return this;
    }

    /// <summary>Points where the function bends, which values stay away from, as they do from each other; 0 by default.</summary>
    /// <param name="kinks">The points; none where the function is smooth.</param>
    public GradientProperty AwayFrom(params IReadOnlyList<double> kinks)
    {
        ArgumentNullException.ThrowIfNull(kinks);
        (_kinks, _atKinks) = (kinks, false);
        return this;
    }

    /// <summary>
    /// Puts values on the points where the function bends, on purpose, ties among them: the first derivative must lie between
    /// the slopes on both sides, a valid subgradient.
    /// </summary>
    /// <param name="kinks">The points. For functions that bend where elements are equal, such as a maximum, any few numbers.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public GradientProperty AtKinks(params IReadOnlyList<double> kinks)
    {
        ArgumentNullException.ThrowIfNull(kinks);
        if (kinks.Count == 0)
            throw new ArgumentException("property: no kinks; name the points where the function bends");
        (_kinks, _atKinks, _orders) = (kinks, true, 1);
        return this;
    }

    /// <summary>Asks no gradient by an input.</summary>
    /// <param name="input">The input's position.</param>
    /// <exception cref="ArgumentException">There is no such input.</exception>
    public GradientProperty Constant(int input)
    {
        CheckInput(input);
        _constants.Add(input);
        return this;
    }

    /// <summary>The highest order of derivative; 2 by default, 1 at kinks.</summary>
    /// <param name="orders">1 or more.</param>
    /// <exception cref="ArgumentException">The order is below 1.</exception>
    public GradientProperty Orders(int orders)
    {
        _orders = orders > 0 ? orders : throw new ArgumentException($"property: order {orders}; ask for 1 or more");
        return this;
    }

    /// <summary>How many cases are drawn; 60 by default.</summary>
    /// <param name="cases">1 or more.</param>
    /// <exception cref="ArgumentException">The number is below 1.</exception>
    public GradientProperty Cases(int cases)
    {
        _cases = cases > 0 ? cases : throw new ArgumentException($"property: {cases} cases; ask for 1 or more");
        return this;
    }

    /// <summary>The seed of the cases; 1 by default, so that a test means the same tomorrow. Reports print it.</summary>
    /// <param name="seed">Any number: another one, other cases.</param>
    public GradientProperty Seed(ulong seed)
    {
        _seed = seed;
        return this;
    }

    /// <summary>The part of the cases of which it may be impossible to say anything; a tenth by default.</summary>
    /// <param name="part">From 0 to 1.</param>
    /// <exception cref="ArgumentException">The part is not from 0 to 1.</exception>
    public GradientProperty MostInconclusive(double part)
    {
        _mostInconclusive = part is >= 0 and <= 1 ? part : throw new ArgumentException($"property: a part of {part}; give one from 0 to 1");
        return this;
    }

    /// <summary>Tolerances, probes, what is checked, and cancellation. Orders, domains, names and constants are the property's own.</summary>
    /// <param name="options">The options.</param>
    public GradientProperty Options(GradCheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        return this;
    }

    /// <summary>Runs the cases, and throws unless the property holds.</summary>
    /// <returns>The report.</returns>
    /// <exception cref="PropertyException">A case falsifies it, or too many prove nothing; the message is the report.</exception>
    public PropertyReport Verify()
    {
        var report = Run();
        return report.Passed ? report : throw new PropertyException(report);
    }

    /// <summary>Runs the cases.</summary>
    /// <exception cref="InvalidOperationException">No case had a derivative to compare.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public PropertyReport Run() => new PropertyRunner(_subject, Source().ToArbitrary(), Checks(), _cases, _seed, _mostInconclusive).Run();

    /// <summary>The generator of the cases, with the shrinker, for properties of your own.</summary>
    public Arbitrary<GradientCase> ToArbitrary() => Source().ToArbitrary();

    /// <summary>The property for FsCheck's own runners.</summary>
    /// <example><code>Check.QuickThrowOnFailure(GradCheckProperty.For(x => x.Tanh()).ToProperty());</code></example>
    public Property ToProperty()
    {
        var check = new CaseCheck(_subject, Checks());
        return Prop.ForAll(ToArbitrary(), one => check.Run(one).Fault is null);
    }

    private CaseSource Source()
    {
        if (_constants.Count == _subject.Inputs)
            throw new ArgumentException("property: every input is constant; there is nothing to differentiate by");
        return new CaseSource(_subject.Inputs, _shapes, _layouts, new CaseValues([.. _domains], _range, _kinks, _atKinks));
    }

    private GradCheckOptions Checks() => _options with { Orders = _orders, Domains = [.. _domains], Constants = [.. _constants.Order()], Names = [], Progress = null };

    private void CheckInput(int input)
    {
        if (input < 0 || input >= _subject.Inputs)
            throw new ArgumentException($"property: input {input} of {_subject.Inputs}; positions begin at 0");
    }
}
