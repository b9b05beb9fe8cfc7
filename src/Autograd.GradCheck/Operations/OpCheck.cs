using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Autograd.Ops;
using Autograd.Tapes;

namespace Autograd.GradientChecking;

/// <summary>
/// A check of one operation over shapes, devices and precisions, put together step by step and started with <see cref="Run"/>
/// or <see cref="Verify"/>. Made by <see cref="GradCheck.Op{TOperation}"/>.
/// </summary>
/// <remarks>
/// The operation is called by its static <c>Instance</c>, or by its constructor without parameters; others are given their
/// <see cref="Call"/>. Each case is the whole check of <see cref="GradCheck"/>: contracts, derivatives against differences,
/// forward derivatives, transposed, offset and repeating layouts, one Variable in two places; and the same bits for 1, 2 and 4
/// threads. Where nothing is said of shapes, they are <see cref="ShapeSweep.Broadcastable"/> to rank 3 for elementwise
/// operations of two inputs or three and <see cref="ShapeSweep.Ranks"/> otherwise.
/// </remarks>
/// <typeparam name="TOperation">The operation.</typeparam>
/// <example>
/// <code>
/// GradCheck.Op&lt;MulOp&gt;().Shapes(ShapeSweep.Broadcastable(3)).Orders(2).Devices(CheckDevices.All).Verify();
/// GradCheck.Op&lt;Conv2dOp&gt;()
///     .Sweep(WindowGeometry.Sweep(512), g => [g.Image, g.Weight], (g, x) => x[0].Conv2d(x[1], null, g.Stride, g.Padding, g.Dilation, g.Groups))
///     .Verify();
/// </code>
/// </example>
public sealed class OpCheck<[DynamicallyAccessedMembers(OperationCaller.Members)] TOperation>
    where TOperation : Operation
{
    /// <summary>Orders above 2 cost a walk over a walk for each element: they are checked on cases of at most so many.</summary>
    private const int MostForHighOrders = 8;

    /// <summary>More elements than one thread takes.</summary>
    private static readonly int[] ManyElements = [200_003];

    private readonly List<OpCase> _cases = [];
    private readonly List<ShapeSweep> _sweeps = [];
    private readonly List<OpCase> _large = [];
    private readonly Dictionary<int, OpInput> _inputs = [];
    private OpInput _input = OpInput.Default;
    private Func<Variable[], Variable[]>? _call;
    private int _inputCount = OperationCaller.InputsOf(typeof(TOperation));
    private int _outputCount = 1;
    private int _orders = 2;
    private double _float32Limit = 64;
    private IReadOnlyList<Device> _devices = [Device.Cpu];
    private IReadOnlyList<DType> _dtypes = [DType.Float64, DType.Float32];
    private IReadOnlyList<int> _threads = [1, 2, 4];
    private GradCheckOptions _options = GradCheckOptions.Default;

    internal OpCheck()
    {
    }

    /// <summary>How the operation is called, where its instance alone does not tell.</summary>
    /// <param name="call">From the inputs to the output; it may contain other operations.</param>
    public OpCheck<TOperation> Call(Func<Variable[], Variable> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        _call = inputs => [call(inputs)];
        return this;
    }

    /// <summary>How an operation of several outputs is called.</summary>
    /// <param name="call">From the inputs to the outputs.</param>
    public OpCheck<TOperation> CallMany(Func<Variable[], Variable[]> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        _call = call;
        return this;
    }

    /// <summary>How many inputs the operation takes; elementwise ones need not say it, nor do given shapes.</summary>
    /// <param name="count">1 or more.</param>
    public OpCheck<TOperation> Inputs(int count)
    {
        _inputCount = count > 0 ? count : throw new ArgumentException($"gradcheck: {count} inputs; an operation has 1 or more");
        return this;
    }

    /// <summary>How many outputs the operation has where it is called by its instance; 1 by default.</summary>
    /// <param name="count">1 or more.</param>
    public OpCheck<TOperation> Outputs(int count)
    {
        _outputCount = count > 0 ? count : throw new ArgumentException($"gradcheck: {count} outputs; an operation has 1 or more");
        return this;
    }

    /// <summary>Adds a family of shapes.</summary>
    /// <param name="sweep">The family.</param>
    public OpCheck<TOperation> Shapes(ShapeSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        _sweeps.Add(sweep);
        return this;
    }

    /// <summary>Adds one case.</summary>
    /// <param name="inputs">The shape of each input.</param>
    public OpCheck<TOperation> Shapes(params Shape[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        _cases.Add(OpCase.Of(inputs));
        return this;
    }

    /// <summary>Adds a case for each of many geometries: sizes that decide shapes and attributes together.</summary>
    /// <typeparam name="TGeometry">What describes one, as <see cref="WindowGeometry"/> does; its text names the case.</typeparam>
    /// <param name="geometries">The geometries.</param>
    /// <param name="shapes">The inputs' shapes for one.</param>
    /// <param name="call">The operation's call for one.</param>
    public OpCheck<TOperation> Sweep<TGeometry>(
        IEnumerable<TGeometry> geometries, Func<TGeometry, IReadOnlyList<Shape>> shapes, Func<TGeometry, Variable[], Variable> call)
    {
        ArgumentNullException.ThrowIfNull(geometries);
        ArgumentNullException.ThrowIfNull(shapes);
        ArgumentNullException.ThrowIfNull(call);
        foreach (var geometry in geometries)
            _cases.Add(new OpCase($"{geometry}", shapes(geometry), inputs => [call(geometry, inputs)]));
        return this;
    }

    /// <summary>Adds a case large enough for several threads, compared between thread counts only.</summary>
    /// <param name="inputs">The shape of each input.</param>
    public OpCheck<TOperation> Large(params Shape[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        _large.Add(OpCase.Of(inputs));
        return this;
    }

    /// <summary>The highest order of derivative; 2 by default. Orders above 2 are checked on cases of at most 8 elements.</summary>
    /// <param name="orders">1 to 4.</param>
    public OpCheck<TOperation> Orders(int orders)
    {
        _orders = orders is >= 1 and <= 4 ? orders : throw new ArgumentException($"gradcheck: order {orders}; ask for 1 to 4");
        return this;
    }

    /// <summary>Where to check; the CPU by default, <see cref="CheckDevices.All"/> for all there are.</summary>
    /// <param name="devices">The devices.</param>
    public OpCheck<TOperation> Devices(params IReadOnlyList<Device> devices)
    {
        ArgumentNullException.ThrowIfNull(devices);
        _devices = devices.Count > 0 ? devices : throw new ArgumentException("gradcheck: no devices; name one or more");
        return this;
    }

    /// <summary>The precisions; both by default. float64 is held against differences, float32 against float64.</summary>
    /// <param name="dtypes">float64, float32, or both.</param>
    public OpCheck<TOperation> DTypes(params IReadOnlyList<DType> dtypes)
    {
        ArgumentNullException.ThrowIfNull(dtypes);
        foreach (var dtype in dtypes)
        {
            if (!dtype.IsFloat())
                throw new ArgumentException($"gradcheck: gradients in {dtype.Name()}; name float64, float32 or both");
        }

        _dtypes = dtypes.Count > 0 ? dtypes : throw new ArgumentException("gradcheck: no dtypes; name float64, float32 or both");
        return this;
    }

    /// <summary>Thread counts that must give the same bits; 1, 2 and 4 by default, none to leave it out. The process's own count is put back.</summary>
    /// <param name="counts">The counts.</param>
    public OpCheck<TOperation> Threads(params IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        _threads = counts;
        return this;
    }

    /// <summary>Where the operation is defined, in every input; values are chosen inside.</summary>
    /// <param name="domain">The domain.</param>
    public OpCheck<TOperation> Domain(InputDomain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        _input = _input with { Domain = domain };
        return this;
    }

    /// <summary>Where the operation is defined in one input.</summary>
    /// <param name="input">The input's position.</param>
    /// <param name="domain">The domain.</param>
    public OpCheck<TOperation> Domain(int input, InputDomain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Set(input, known => known with { Domain = domain });
    }

    /// <summary>The ends of the values in every input; −2 to 2 by default, as far as the domain goes.</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    public OpCheck<TOperation> Range(double low, double high)
    {
        _input = _input with { Range = (low, high) };
        return this;
    }

    /// <summary>The ends of the values in one input.</summary>
    /// <param name="input">The input's position.</param>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    public OpCheck<TOperation> Range(int input, double low, double high) => Set(input, known => known with { Range = (low, high) });

    /// <summary>Makes an input one of int64 indices.</summary>
    /// <param name="input">The input's position.</param>
    /// <param name="below">One above the largest index.</param>
    public OpCheck<TOperation> Indices(int input, int below) => Set(input, known => known with { Below = below, IsConstant = true });

    /// <summary>Asks no gradient by an input.</summary>
    /// <param name="input">The input's position.</param>
    public OpCheck<TOperation> Constant(int input) => Set(input, known => known with { IsConstant = true });

    /// <summary>How far float32 gradients may be from float64 ones, in conditioned ulps (see <see cref="Float32Comparison"/>); 64 by default.</summary>
    /// <param name="ulps">The limit.</param>
    public OpCheck<TOperation> Float32Limit(double ulps)
    {
        _float32Limit = ulps > 0 ? ulps : throw new ArgumentException($"gradcheck: a limit of {ulps} ulps; give more than 0");
        return this;
    }

    /// <summary>Tolerances, probes, seed, progress and cancellation. Orders, domains, names and constants are the check's own.</summary>
    /// <param name="options">The options.</param>
    public OpCheck<TOperation> Options(GradCheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        return this;
    }

    /// <summary>Runs every case, and throws unless all pass.</summary>
    /// <returns>The report.</returns>
    /// <exception cref="OpCheckException">A case's verdict is worse than a kink; the message is the report.</exception>
    public OpReport Verify()
    {
        var report = Run();
        return report.Passed ? report : throw new OpCheckException(report);
    }

    /// <summary>Runs every case.</summary>
    /// <exception cref="InvalidOperationException">
    /// It is not known how to call the operation or how many inputs it has, no case has an element to differentiate by, or orders above
    /// 2 are asked of large cases only.
    /// </exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public OpReport Run()
    {
        var started = Stopwatch.GetTimestamp();
        (_options with { Domains = [], Names = [], Constants = [] }).Validate(arguments: 0);
        var cases = AllCases();
        var isCalledByInstance = _call is null && (cases.Exists(one => one.Call is null) || _large.Count > 0);
        var operation = isCalledByInstance ? OperationCaller.Find(typeof(TOperation)) : null;
        var call = _call ?? (operation is null ? null : OperationCaller.Call(operation, _outputCount)) ?? Uncalled;
        var runner = new OpCaseRunner(call, position => _inputs.GetValueOrDefault(position, _input), _threads, _float32Limit, _options);
        var progress = new ProgressMeter(_options, typeof(TOperation).Name);
        progress.Plan((cases.Count * _devices.Count * _dtypes.Count) + _large.Count);
        var results = new List<OpCaseResult>();
        var previous = Arena.EnterThread(null);
        using var poison = Poison.Begin();
        try
        {
            foreach (var device in _devices)
            {
                foreach (var dtype in _dtypes)
                {
                    foreach (var one in cases)
                        Add(runner.Run(one, device, dtype, OrderOf(one)));
                }
            }

            foreach (var one in _threads.Count > 1 ? LargeCases() : [])
                Add(runner.RunThreads(one));
        }
        finally
        {
            Arena.LeaveThread(previous);
        }

        if (!results.Exists(result => result.Order > 0 && HasDerivatives(result)))
            throw new InvalidOperationException($"gradcheck: {typeof(TOperation).Name}: no derivative was compared; give shapes with elements and an input that is not constant");
        return new OpReport(typeof(TOperation), operation?.Name ?? Operation.DefaultName(typeof(TOperation)), results, _options.Seed, Stopwatch.GetElapsedTime(started));

        void Add(OpCaseResult result)
        {
            results.Add(result);
            progress.Step(result.Name);
        }
    }

    /// <summary>A case that failed before anything could be compared has been checked, and found wrong.</summary>
    private static bool HasDerivatives(OpCaseResult result) =>
        result.Verdict == Verdict.Fail || result.Float32 is { Compared: > 0 } || (result.Report?.Checks.Any(check => check is { Order: > 0, Compared: > 0 }) ?? false);

    private OpCheck<TOperation> Set(int input, Func<OpInput, OpInput> change)
    {
        _inputs[input] = input >= 0 ? change(_inputs.GetValueOrDefault(input, _input)) : throw new ArgumentException($"gradcheck: input {input}; positions begin at 0");
        return this;
    }

    private int OrderOf(OpCase one) => one.Count <= MostForHighOrders ? _orders : Math.Min(_orders, 2);

    private List<OpCase> AllCases()
    {
        var sweeps = _sweeps.Count > 0 || _cases.Count > 0 ? _sweeps : [_inputCount > 1 && IsElementwise ? ShapeSweep.Broadcastable(3) : ShapeSweep.Ranks()];
        var cases = new List<OpCase>(_cases);
        foreach (var sweep in sweeps)
            cases.AddRange(sweep.Cases(_inputCount > 0 ? _inputCount : throw Unknown()));
        if (_orders > 2 && !cases.Exists(one => one.Count > 0 && one.Count <= MostForHighOrders))
            throw new InvalidOperationException($"gradcheck: order {_orders} is checked on cases of at most {MostForHighOrders} elements, and there is none; add scalar shapes");
        return cases;
    }

    private static bool IsElementwise => OperationCaller.InputsOf(typeof(TOperation)) > 0;

    /// <summary>Every case brings its own call.</summary>
    private static Variable[] Uncalled(Variable[] inputs) => throw new InvalidOperationException($"gradcheck: {typeof(TOperation).Name} has no call");

    /// <summary>Elementwise operations take any length: one beyond what a single thread does.</summary>
    private List<OpCase> LargeCases() =>
        _large.Count > 0 || !IsElementwise || _call is not null || _cases.Exists(one => one.Call is not null) ? _large : [OpCase.Of([.. Enumerable.Repeat<Shape>(ManyElements, _inputCount)])];

    private static InvalidOperationException Unknown() =>
        new($"gradcheck: how many inputs {typeof(TOperation).Name} takes is not known; say .Inputs(n), or give the shapes of each");
}
