namespace Autograd.Tests.Ops.LinearAlgebra;

/// <summary>Einstein's summation as its definition says it: a loop over every value of every label.</summary>
internal sealed class NaiveEinsum
{
    private readonly string[] _terms;
    private readonly string _result;
    private readonly Shape[] _shapes;
    private readonly List<char> _labels = [];
    private readonly List<int> _lengths = [];

    public NaiveEinsum(string equation, params Shape[] shapes)
    {
        var sides = equation.Replace(" ", string.Empty, StringComparison.Ordinal).Split("->");
        _shapes = shapes;
        var written = sides[0].Split(',');
        var dots = written.Select((term, i) => term.Contains('.', StringComparison.Ordinal) ? shapes[i].Rank - term.Count(char.IsLetter) : 0).Max();

        // The axes of '...' from the last: ω, ψ, …
        string Spelt(string term, int axes) => term.Replace("...", string.Concat(Enumerable.Range(0, axes).Select(i => (char)('ω' - (axes - 1 - i)))), StringComparison.Ordinal);
        _terms = [.. written.Select((term, i) => Spelt(term, shapes[i].Rank - term.Count(char.IsLetter)))];
        var once = string.Concat(sides[0].Where(c => char.IsLetter(c) && sides[0].Count(other => other == c) == 1).Order());
        _result = Spelt(sides.Length == 2 ? sides[1] : (sides[0].Contains('.', StringComparison.Ordinal) ? "..." : string.Empty) + once, dots);
        for (var i = 0; i < _terms.Length; i++)
        {
            for (var axis = 0; axis < _terms[i].Length; axis++)
            {
                var (label, length) = (_terms[i][axis], shapes[i][axis]);
                var known = _labels.IndexOf(label);
                if (known < 0)
                {
                    _labels.Add(label);
                    _lengths.Add(length);
                }
                else if (_lengths[known] == 1)
                {
                    _lengths[known] = length;
                }
            }
        }

        Output = Shape.Create([.. _result.Select(label => _lengths[_labels.IndexOf(label)])]);
    }

    /// <summary>The result's shape.</summary>
    public Shape Output { get; }

    /// <summary>The result's elements.</summary>
    public double[] Values(double[][] x)
    {
        var y = new double[Output.Count];
        Visit((places, output) => y[output] += places.Select((place, i) => x[i][place]).Aggregate(1.0, (product, v) => product * v));
        return y;
    }

    /// <summary>The operands' gradients for a cotangent.</summary>
    public double[][] Gradients(double[][] x, double[] dy)
    {
        double[][] gradients = [.. x.Select(values => new double[values.Length])];
        Visit((places, output) =>
        {
            for (var k = 0; k < places.Length; k++)
                gradients[k][places[k]] += dy[output] * places.Select((place, i) => i == k ? 1 : x[i][place]).Aggregate(1.0, (product, v) => product * v);
        });
        return gradients;
    }

    private void Visit(Action<int[], int> visit)
    {
        var all = Shape.Create([.. _lengths]);
        for (var i = 0; i < all.Count; i++)
        {
            var values = Naive.Coordinates(i, all);
            int At(char label) => values[_labels.IndexOf(label)];
            int[] places = [.. _terms.Select((term, k) => Naive.Place([.. term.Select((label, axis) => _shapes[k][axis] == 1 ? 0 : At(label))], _shapes[k]))];
            visit(places, Naive.Place([.. _result.Select(At)], Output));
        }
    }
}
