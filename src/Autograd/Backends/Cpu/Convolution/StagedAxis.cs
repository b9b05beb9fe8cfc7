namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// One axis of a convolution with any stride, padding and dilation, rewritten as one of stride 1 without padding over staged positions:
/// output i is the sum over taps of staged[phase(tap)][i + shift(tap)], where a phase is every step-th position of the source, zeros
/// beyond its ends.
/// </summary>
/// <remarks>
/// The forward map has one phase of the source for each remainder that dilation·tap leaves over stride. The gradient with respect to the
/// input falls apart into one such convolution of the output's gradient for each remainder of the input's position over stride.
/// </remarks>
internal readonly struct StagedAxis
{
    private readonly int _origin;
    private readonly int _numerator;
    private readonly int _divisor;
    private readonly bool _reversed;

    private StagedAxis(int outputs, int taps, int origin, int numerator, int divisor, bool reversed)
    {
        Outputs = outputs;
        Taps = taps;
        _origin = origin;
        _numerator = numerator;
        _divisor = divisor;
        _reversed = reversed;
    }

    /// <summary>How many outputs there are.</summary>
    public int Outputs { get; }

    /// <summary>How many positions of the kernel take part.</summary>
    public int Taps { get; }

    /// <summary>The kernel's position of tap 0.</summary>
    public int FirstTap { get; private init; }

    /// <summary>The kernel's positions from tap to tap.</summary>
    public int TapStep { get; private init; }

    /// <summary>How many phases of the source are staged.</summary>
    public int Phases { get; private init; }

    /// <summary>Source positions from one staged position to the next.</summary>
    public int SourceStep { get; private init; }

    /// <summary>Where output 0 lies in the target.</summary>
    public int TargetOrigin { get; private init; }

    /// <summary>Target positions from output to output.</summary>
    public int TargetStep { get; private init; }

    /// <summary>Staged positions from output to output; 1 but where the whole source is one phase.</summary>
    public int OutputStep { get; private init; }

    /// <summary>How many staged positions so many outputs read.</summary>
    public int StagedLength(int outputs) => ((outputs - 1) * OutputStep) + 1 + MaximumShift;

    /// <summary>The largest shift of a tap.</summary>
    public int MaximumShift => Taps == 0 ? 0 : (Taps - 1) * _numerator / _divisor;

    /// <summary>The forward map along an axis.</summary>
    public static StagedAxis Forward(int outputs, int kernel, int stride, int padding, int dilation) =>
        new(outputs, kernel, -padding, dilation, stride, reversed: false)
        {
            TapStep = 1,
            Phases = Math.Min(kernel, stride / GreatestDivisor(stride, dilation)),
            SourceStep = stride,
            OutputStep = 1,
            TargetStep = 1,
        };

    /// <summary>The forward map along an axis with all of the source in one phase, outputs a stride apart.</summary>
    public static StagedAxis ForwardWhole(int outputs, int kernel, int stride, int padding, int dilation) =>
        new(outputs, kernel, -padding, dilation, 1, reversed: false)
        {
            TapStep = 1,
            Phases = 1,
            SourceStep = 1,
            OutputStep = stride,
            TargetStep = 1,
        };

    /// <summary>The gradient with respect to those inputs that lie at <paramref name="remainder"/> over the stride, counted with the padding.</summary>
    public static StagedAxis Backward(int size, int kernel, int stride, int padding, int dilation, int remainder)
    {
        int period = stride / GreatestDivisor(stride, dilation);
        int first = 0;
        while (first < Math.Min(kernel, period) && first * dilation % stride != remainder)
        {
            first++;
        }

        bool touched = first < Math.Min(kernel, period);
        int taps = touched ? ((kernel - 1 - first) / period) + 1 : 0;
        int shiftStep = period * dilation / stride;
        int start = Math.Max(0, padding - remainder + stride - 1) / stride;
        int end = size - 1 + padding < remainder ? -1 : (size - 1 + padding - remainder) / stride;
        int largestShift = (first * dilation / stride) + (Math.Max(0, taps - 1) * shiftStep);
        return new(Math.Max(0, end - start + 1), taps, start - largestShift, shiftStep, 1, reversed: true)
        {
            FirstTap = first,
            TapStep = period,
            Phases = 1,
            SourceStep = 1,
            OutputStep = 1,
            TargetOrigin = remainder + (start * stride) - padding,
            TargetStep = stride,
        };
    }

    /// <summary>The source position that a phase's staged position 0 holds; it may lie in the padding.</summary>
    public int SourceStart(int phase) => _origin + (phase * _numerator % _divisor);

    /// <summary>The phase a tap reads.</summary>
    public int PhaseOf(int tap) => tap % Phases;

    /// <summary>How far beyond the output's own index a tap reads.</summary>
    public int ShiftOf(int tap) => (_reversed ? Taps - 1 - tap : tap) * _numerator / _divisor;

    private static int GreatestDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
