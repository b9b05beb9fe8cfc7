namespace Autograd.NN;

/// <summary>One vector for all parameters, and its parts in their shapes. No tape owns it.</summary>
internal sealed class FlatVector
{
    private readonly Variable[] _parts;

    public FlatVector(IReadOnlyList<Parameter> parameters)
    {
        Whole = Variable.Zeros([checked((int)parameters.Sum(parameter => parameter.Count))], parameters[0].DType, parameters[0].Device);
        _parts = new Variable[parameters.Count];
        var start = 0;
        for (var i = 0; i < _parts.Length; i++)
        {
            var count = checked((int)parameters[i].Count);
            _parts[i] = Whole.Slice(0, start, count).Reshape(parameters[i].Shape);
            start += count;
        }
    }

    /// <summary>All elements.</summary>
    public Variable Whole { get; }

    /// <summary>A parameter's elements, in its shape.</summary>
    public Variable this[int parameter] => _parts[parameter];

    /// <summary>Copies another vector.</summary>
    public void CopyFrom(FlatVector source) => Whole.CopyFrom(source.Whole);

    /// <summary>this · other.</summary>
    public double Dot(FlatVector other)
    {
        using var scope = new Scope(onThreadOnly: true);
        return Number((Whole * other.Whole).Sum());
    }

    /// <summary>Σ|x|.</summary>
    public double SumOfSizes()
    {
        using var scope = new Scope(onThreadOnly: true);
        return Number(Whole.Abs().Sum());
    }

    /// <summary>max |x|; 0 of nothing.</summary>
    public double LargestSize()
    {
        using var scope = new Scope(onThreadOnly: true);
        return Whole.Count == 0 ? 0 : Number(Whole.Abs().Max());
    }

    /// <summary>this ← factor · source.</summary>
    public void SetScaled(FlatVector source, double factor)
    {
        using var scope = new Scope(onThreadOnly: true);
        Whole.CopyFrom(source.Whole * factor);
    }

    /// <summary>this ← this + factor · other.</summary>
    public void AddScaled(FlatVector other, double factor)
    {
        using var scope = new Scope(onThreadOnly: true);
        Whole.CopyFrom(Whole + (other.Whole * factor));
    }

    /// <summary>A scalar's value in double.</summary>
    internal static double Number(Variable scalar) => scalar.To(DType.Float64).Item<double>();
}
