namespace Autograd.GradientChecking;

/// <summary>
/// The derivatives at t = 0 of functions along a path. The first step is the smallest of scale, domain and a guess of the
/// curvature; then two different starting steps must agree, or both shrink.
/// </summary>
/// <remarks>
/// Scaling a step by |x| alone is a trap: sin at 10⁶ is then sampled a million radians apart, and a tableau of such numbers
/// can look well. The guess asks whether the differences converge at all; the second start, whose steps are no power of two
/// away from the first's, catches what is periodic in the steps.
/// </remarks>
internal sealed class PathDerivative
{
    /// <summary>Both starts have few binary digits, so that x + t·u is not rounded, and no common period.</summary>
    private const double FirstStart = 181.0 / 256;
    private const double SecondStart = 95.0 / 256;
    private const double BendShrinks = 0.75;
    private const int Attempts = 6;
    private const int ShrinkAttempt = 5;
    private const int Shrink = 3;
    private const int MostShrinks = 24;

    /// <summary>An estimate whose bar is below this part of the derivative is a claim that later ones must not contradict.</summary>
    private const double Claim = 1e-4;

    /// <summary>And of itself: steps over many periods give a slope near 0, of no digits.</summary>
    private const double Agreement = 1e-2;

    /// <summary>Two estimates contradict each other where they lie so many bars apart.</summary>
    private const double Contradiction = 16;

    private readonly PathSamples _samples;
    private readonly double _scale;
    private readonly StepRoom _room;
    private readonly Func<double, double> _tolerance;

    /// <summary>Prepares a path.</summary>
    /// <param name="samples">The functions along the path.</param>
    /// <param name="scale">The largest step that makes sense for the point's numbers.</param>
    /// <param name="room">How far the domain lets the path go.</param>
    /// <param name="tolerance">The error bar that a derivative of some size should come below.</param>
    public PathDerivative(PathSamples samples, double scale, StepRoom room, Func<double, double> tolerance)
    {
        _samples = samples;
        _scale = scale;
        _room = room;
        _tolerance = tolerance;
    }

    /// <summary>The derivatives, one a function.</summary>
    public DerivativeEstimate[] Run()
    {
        // A path that starts at an edge can only be followed inwards.
        var oneSided = _room.Both < 1e-7 * Math.Min(_scale, _room.Either);
        var side = !oneSided ? RiddersTableau.Side.Central : _room.Forward >= _room.Backward ? RiddersTableau.Side.Forward : RiddersTableau.Side.Backward;
        var room = oneSided ? _room.Either : _room.Both;
        var best = new DerivativeEstimate[_samples.Components];
        Array.Fill(best, DerivativeEstimate.None);
        if (room <= 0)
            return best;
        var step = StartingStep(side, Math.Min(_scale, room));
        var beside = new KinkFinding[best.Length];
        var claims = new List<DerivativeEstimate>[best.Length];
        for (var c = 0; c < claims.Length; c++)
            claims[c] = [];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var next = Math.ScaleB(step, -ShrinkAttempt);
            var tableau = new RiddersTableau(_samples, side);
            var first = tableau.Run(step * FirstStart, IsGood);
            var second = tableau.Run(step * SecondStart, IsGood);
            var satisfied = true;
            for (var c = 0; c < best.Length; c++)
            {
                if (_samples.Unmoved(c) is { } unmoved)
                {
                    best[c] = unmoved;
                    continue;
                }

                var combined = Combine(first.Values[c], first.Errors[c], second.Values[c], second.Errors[c]);
                var finding = side == RiddersTableau.Side.Central && best[c].Kink is null ? KinkDetector.Find(_samples, c, step * SecondStart, _tolerance(0)) : default;
                if (finding.SmoothBelow > 0)
                {
                    // Steps across a kink agree with each other, on the mean of its slopes: no such step is worth anything.
                    best[c] = DerivativeEstimate.None;
                    if (beside[c].Slopes is null)
                        beside[c] = finding;
                    next = Math.Min(next, finding.SmoothBelow);
                    satisfied = false;
                    continue;
                }

                if (combined.Value == 0 && _samples.IsFlat(c, step))
                    combined = new DerivativeEstimate(0, _samples.Noise(c, step * FirstStart), null) { IsFlat = true };
                claims[c].Add(combined);
                if (combined.Error < best[c].Error)
                    best[c] = combined;
                if (finding is { IsKink: true, Slopes: { } kink })
                    best[c] = new DerivativeEstimate((kink.Left + kink.Right) / 2, kink.Error, kink);
                satisfied &= best[c].Kink is not null || (best[c].IsFinite && best[c].Error <= _tolerance(best[c].Value));
            }

            if (satisfied)
                break;
            step = next;
        }

        for (var c = 0; c < best.Length; c++)
            best[c] = Reconciled(best[c], claims[c], beside[c]);
        return best;
    }

    /// <summary>
    /// Widens the bar to what another scale of steps claims: values in stairs, a float32 part say, have one slope over many
    /// stairs and another on one, and both tableaus look well.
    /// </summary>
    private static DerivativeEstimate Reconciled(DerivativeEstimate best, List<DerivativeEstimate> claims, KinkFinding beside)
    {
        if (!best.IsFinite || best.Kink is not null)
            return best;
        var error = Math.Max(best.Error, beside.Distance(best.Value));
        foreach (var claim in claims)
        {
            var apart = Math.Abs(claim.Value - best.Value);
            var isClaim = claim.Error < Agreement * Math.Abs(claim.Value) && claim.Error < Claim * Math.Max(Math.Abs(claim.Value), Math.Abs(best.Value));
            if (isClaim && apart > Contradiction * (claim.Error + best.Error))
                error = Math.Max(error, apart);
        }

        return best with { Error = error };
    }

    private static DerivativeEstimate Combine(double first, double firstError, double second, double secondError)
    {
        var disagreement = Math.Abs(first - second);
        if (!double.IsFinite(disagreement))
            return DerivativeEstimate.None;
        return firstError <= secondError
            ? new DerivativeEstimate(first, Math.Max(firstError, disagreement), null)
            : new DerivativeEstimate(second, Math.Max(secondError, disagreement), null);
    }

    private bool IsGood(double value, double error) => error <= _tolerance(value) / 2;

    /// <summary>
    /// Shrinks a power of two from the limit until halving the step at least halves the change of the slope, as it does (by
    /// four, two one-sided) wherever the function bends slowly on the step's scale; and until the sum of both sides shrinks
    /// too, which it does not while a bump lies wholly between the steps.
    /// </summary>
    private double StartingStep(RiddersTableau.Side side, double limit)
    {
        var step = Math.ScaleB(1, Math.ILogB(limit));
        for (var i = 0; i < MostShrinks; i++)
        {
            if (Converges(side, step))
                return step;

            // What does not converge may be rounding, of which the values' size tells the least possible only.
            if (i == 0 && side == RiddersTableau.Side.Central)
            {
                _samples.MeasureNoise(step);
                if (Converges(side, step))
                    return step;
            }

            step = Math.ScaleB(step, -Shrink);
        }

        return step;
    }

    /// <summary>From both starts: from one alone, a function of a short period converges by accident too often.</summary>
    private bool Converges(RiddersTableau.Side side, double step) => ConvergesFrom(side, step * FirstStart) && ConvergesFrom(side, step * SecondStart);

    private bool ConvergesFrom(RiddersTableau.Side side, double step)
    {
        var needed = side == RiddersTableau.Side.Central ? 0.5 : 0.75;
        for (var c = 0; c < _samples.Components; c++)
        {
            var (whole, half, quarter) = (Slope(side, c, step), Slope(side, c, step / 2), Slope(side, c, step / 4));
            var change = Math.Abs(half - quarter);

            // What changes by less than matters need not converge: in linear functions rounding is all that changes.
            var enough = _tolerance(half) + (32 * _samples.Noise(c, step));
            if (!double.IsFinite(whole) || !double.IsFinite(change) || change > (needed * Math.Abs(whole - half)) + enough)
                return false;
            if (side == RiddersTableau.Side.Central && Math.Abs(Bend(c, step / 4)) > (BendShrinks * Math.Abs(Bend(c, step / 2))) + (enough * step / 4))
                return false;
        }

        return true;
    }

    /// <summary>The second difference: falls with h², with h at a kink.</summary>
    private double Bend(int c, double step) => _samples.At(step)[c] + _samples.At(-step)[c];

    private double Slope(RiddersTableau.Side side, int c, double step) => side switch
    {
        RiddersTableau.Side.Central => (_samples.At(step)[c] - _samples.At(-step)[c]) / (2 * step),
        RiddersTableau.Side.Forward => _samples.At(step)[c] / step,
        _ => -_samples.At(-step)[c] / step,
    };
}
