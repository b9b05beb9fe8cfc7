using System.Globalization;

namespace Autograd.GradientChecking.Properties;

/// <summary>One input of a case: what the function sees, and how that lies in memory.</summary>
public sealed record CaseInput
{
    private readonly double[] _values;

    /// <summary>An input that the function sees in a layout.</summary>
    /// <param name="shape">The shape the function sees.</param>
    /// <param name="values">Its elements in row-major order; what a repeated axis cannot hold is dropped.</param>
    /// <param name="layout">The layout; contiguous where the shape has no such layout.</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public CaseInput(Shape shape, IReadOnlyList<double> values, CaseLayout layout = CaseLayout.Contiguous)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != shape.Count)
            throw new ArgumentException($"case: {values.Count} numbers do not fill shape {shape} of {shape.Count}; give one each");
        Shape = shape;
        Layout = Fits(shape, layout) ? layout : CaseLayout.Contiguous;
        _values = [.. values];
        if (Layout == CaseLayout.Repeated)
            Repeat();
    }

    /// <summary>The shape the function sees.</summary>
    public Shape Shape { get; }

    /// <summary>The elements the function sees, in row-major order.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>How they lie in memory.</summary>
    public CaseLayout Layout { get; }

    /// <summary>The shape in memory, which the check moves and asks a gradient of.</summary>
    public Shape StoredShape
    {
        get
        {
            var lengths = Lengths(Shape);
            switch (Layout)
            {
                case CaseLayout.Transposed:
                    (lengths[^1], lengths[^2]) = (lengths[^2], lengths[^1]);
                    break;
                case CaseLayout.Offset:
                    lengths[0]++;
                    break;
                case CaseLayout.Stepped:
                    lengths[^1] *= 2;
                    break;
                case CaseLayout.Repeated:
                    lengths[RepeatedAxis(Shape)] = 1;
                    break;
            }

            return lengths;
        }
    }

    /// <summary>What is in memory, in row-major order of <see cref="StoredShape"/>; places that the view leaves out hold the first element.</summary>
    public double[] StoredValues()
    {
        var shape = StoredShape;
        var stored = new double[shape.Count];
        Array.Fill(stored, _values.Length > 0 ? _values[0] : 1);
        for (var element = 0; element < _values.Length; element++)
            stored[Places.Of(StoredIndex(Places.IndexOf(element, Shape)), shape)] = _values[element];
        return stored;
    }

    /// <summary>What is in memory, as a Variable.</summary>
    public Variable ToStored() => Variable.From<double>(StoredValues(), StoredShape);

    /// <summary>The view of what is in memory that the function sees.</summary>
    /// <param name="stored">A Variable of <see cref="StoredShape"/>.</param>
    public Variable Seen(Variable stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return Layout switch
        {
            CaseLayout.Transposed => stored.Transpose(-1, -2),
            CaseLayout.Offset => stored.Slice(0, 1, Shape[0]),
            CaseLayout.Stepped => stored.Slice(-1, 0, Shape[^1], 2),
            CaseLayout.Repeated => stored.Expand(Shape),
            _ => stored,
        };
    }

    /// <summary>The same view as C#.</summary>
    /// <param name="stored">The name of the Variable in memory.</param>
    public string SeenCode(string stored) => Layout switch
    {
        CaseLayout.Transposed => $"{stored}.Transpose(-1, -2)",
        CaseLayout.Offset => string.Create(CultureInfo.InvariantCulture, $"{stored}.Slice(0, 1, {Shape[0]})"),
        CaseLayout.Stepped => string.Create(CultureInfo.InvariantCulture, $"{stored}.Slice(-1, 0, {Shape[^1]}, 2)"),
        CaseLayout.Repeated => $"{stored}.Expand({Shape})",
        _ => stored,
    };

    /// <summary>Shape, layout and, where there are few, the elements.</summary>
    public override string ToString()
    {
        const int most = 16;
        var layout = Layout == CaseLayout.Contiguous ? string.Empty : $" {Layout.ToString().ToLowerInvariant()}";
        var values = _values.Length > most ? string.Empty : " = " + string.Join(", ", _values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        return $"{Shape}{layout}{values}";
    }

    internal static bool Fits(Shape shape, CaseLayout layout) => layout switch
    {
        CaseLayout.Contiguous => true,
        CaseLayout.Transposed => shape.Rank > 1,
        CaseLayout.Repeated => RepeatedAxis(shape) >= 0 && shape.Count > 0,
        _ => shape.Rank > 0 && shape.Count > 0,
    };

    private static int RepeatedAxis(Shape shape) => Array.FindIndex(Lengths(shape), length => length > 1);

    private static int[] Lengths(Shape shape)
    {
        var lengths = new int[shape.Rank];
        for (var axis = 0; axis < lengths.Length; axis++)
            lengths[axis] = shape[axis];
        return lengths;
    }

    private int[] StoredIndex(int[] index)
    {
        switch (Layout)
        {
            case CaseLayout.Transposed:
                (index[^1], index[^2]) = (index[^2], index[^1]);
                break;
            case CaseLayout.Offset:
                index[0]++;
                break;
            case CaseLayout.Stepped:
                index[^1] *= 2;
                break;
            case CaseLayout.Repeated:
                index[RepeatedAxis(Shape)] = 0;
                break;
        }

        return index;
    }

    private void Repeat()
    {
        var axis = RepeatedAxis(Shape);
        for (var element = 0; element < _values.Length; element++)
        {
            var index = Places.IndexOf(element, Shape);
            index[axis] = 0;
            _values[element] = _values[Places.Of(index, Shape)];
        }
    }
}
