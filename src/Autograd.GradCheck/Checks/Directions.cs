namespace Autograd.GradientChecking;

/// <summary>
/// Directions in one input's space. Elements near an edge of their domain move less, so that they do not hold back the rest,
/// and elements at an edge move inwards.
/// </summary>
internal sealed class Directions
{
    private readonly CheckedInput _input;
    private readonly ProbeStream _random;
    private readonly double[] _sizes;

    public Directions(CheckedInput input, ProbeStream random)
    {
        _input = input;
        _random = random;
        _sizes = new double[input.Count];
        var unit = new double[input.Count];
        var unlimited = ReferenceEquals(input.Domain, InputDomain.Real);
        for (var i = 0; i < _sizes.Length; i++)
        {
            _sizes[i] = 1;
            if (unlimited)
                continue;
            unit[i] = 1;
            var room = input.Domain.Room(input.Values, input.Shape, unit);
            unit[i] = 0;
            if (room.Both > 0)
                _sizes[i] = PowerOfTwo(room.Both);
            else if (room.Either > 0)
                _sizes[i] = room.Forward > 0 ? PowerOfTwo(room.Forward) : -PowerOfTwo(room.Backward);
            else
                _sizes[i] = 0;
            IsAtEdge |= room.Both <= 0;
        }
    }

    /// <summary>Whether an element can be moved one way only: then every element moves as its size's sign says.</summary>
    public bool IsAtEdge { get; }

    /// <summary>±1, or normal, times each element's size.</summary>
    public double[] Random(bool signs)
    {
        var direction = new double[_input.Count];
        for (var i = 0; i < direction.Length; i++)
        {
            var number = signs ? _random.NextSign() : _random.NextGaussian();
            direction[i] = (IsAtEdge ? Math.Abs(number) : number) * _sizes[i];
        }

        return direction;
    }

    /// <summary>±1, then normal directions, then single elements: the first, the last, and some between.</summary>
    public IEnumerable<(double[] Direction, int? Element)> Probes(GradCheckOptions options)
    {
        if (_input.Count == 0)
            yield break;
        for (var probe = 0; probe < options.RademacherProbes + options.GaussianProbes; probe++)
            yield return (Random(probe < options.RademacherProbes), null);
        for (var spot = 0; spot < Math.Min(options.SpotChecks, _input.Count); spot++)
        {
            var element = spot == 0 ? 0 : spot == 1 ? _input.Count - 1 : _random.NextIndex(_input.Count);
            var unit = new double[_input.Count];
            unit[element] = 1;
            yield return (unit, element);
        }
    }

    private static double PowerOfTwo(double room) => room >= 1 ? 1 : Math.ScaleB(1, Math.ILogB(room));
}
