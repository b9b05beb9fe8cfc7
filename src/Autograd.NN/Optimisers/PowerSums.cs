namespace Autograd.NN;

/// <summary>
/// Σ|g|ᵖ, or max |g| for p = ∞, of gradients where they lie: one running number a device, so that the host waits once a device and not once a
/// gradient. In double, where the device has it.
/// </summary>
/// <param name="p">The power.</param>
internal sealed class PowerSums(double p) : IDisposable
{
    private readonly Scope _scope = new(onThreadOnly: true);
    private readonly List<Variable> _sums = [];

    /// <summary>Adds a gradient's elements.</summary>
    public void Add(Variable gradient)
    {
        var part = Sum(gradient.Detach());
        for (var i = 0; i < _sums.Count; i++)
        {
            if (_sums[i].Device != part.Device)
                continue;
            _sums[i] = double.IsPositiveInfinity(p) ? Variable.Maximum(_sums[i], part) : _sums[i] + part;
            return;
        }

        _sums.Add(part);
    }

    /// <summary>Every device's number.</summary>
    public IEnumerable<double> Read() => _sums.Select(static sum => sum.To(Device.Cpu).To(DType.Float64).Item<double>());

    /// <inheritdoc/>
    public void Dispose() => _scope.Dispose();

    private Variable Sum(Variable gradient)
    {
        var x = gradient.Storage.Backend.WhyUnsupported(DType.Float64) is null ? gradient.To(DType.Float64) : gradient;
        return p switch
        {
            double.PositiveInfinity => x.Abs().Max(),
            2 => (x * x).Sum(),
            1 => x.Abs().Sum(),
            _ => x.Abs().Pow(p).Sum(),
        };
    }
}
