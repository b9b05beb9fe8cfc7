using Autograd.Backends;

namespace Autograd.Ops;

/// <summary>Runs an equation of Einstein's summation, two operands at a time.</summary>
internal sealed class EinsumContraction
{
    /// <summary>The labels of the axes that '...' stands for: this and how far from the last of them.</summary>
    private const int FirstOfEllipsis = 1 << 16;

    private readonly EinsumEquation _equation;
    private readonly Dictionary<int, int> _lengths = [];
    private readonly List<Term> _terms = [];
    private readonly int[] _result;

    private EinsumContraction(EinsumEquation equation, ReadOnlySpan<Variable> operands)
    {
        _equation = equation;
        if (operands.Length != equation.Terms.Length)
            throw Errors.Argument("einsum", $"\"{equation.Text}\" is for {equation.Terms.Length} operands, {operands.Length} are given", "give one for each term");
        var dtype = operands[0].DType;
        var dots = Shape.Scalar;
        for (var i = 0; i < operands.Length; i++)
        {
            dtype = DTypes.Promote("einsum", dtype, operands[i].DType);
            dots = Layouts.Broadcast("einsum", dots, EllipsisOf(i, operands[i].Shape));
        }

        DTypeChecks.Elementwise("einsum", dtype, takesIntegers: true);
        for (var axis = 0; axis < dots.Rank; axis++)
            _lengths[FirstOfEllipsis + dots.Rank - 1 - axis] = dots[axis];
        for (var i = 0; i < operands.Length; i++)
        {
            var labels = Labels(equation.Terms[i], operands[i].Rank - Letters(equation.Terms[i]));
            for (var axis = 0; axis < labels.Length; axis++)
                Note(labels[axis], operands[i], axis);
            _terms.Add(new Term(operands[i].To(dtype), labels));
        }

        _result = Labels(equation.Result, dots.Rank);
    }

    /// <summary>One operand, and a label an axis.</summary>
    private readonly record struct Term(Variable Value, int[] Labels)
    {
        public bool Has(int label) => Array.IndexOf(Labels, label) >= 0;
    }

    public static Variable Run(EinsumEquation equation, ReadOnlySpan<Variable> operands)
    {
        var contraction = new EinsumContraction(equation, operands);
        return contraction.Run();
    }

    private Variable Run()
    {
        for (var i = 0; i < _terms.Count; i++)
            _terms[i] = WithoutRepeats(_terms[i]);
        for (var i = 0; i < _terms.Count; i++)
            _terms[i] = Summed(_terms[i], label => !Wants(label, i, i));
        while (_terms.Count > 1)
        {
            var (first, second) = CheapestPair();
            var product = Contract(_terms[first], _terms[second], label => Wants(label, first, second));
            _terms[first] = product;
            _terms.RemoveAt(second);
        }

        return Ordered(_terms[0], _result);
    }

    private static int Letters(string term) => term.Contains(EinsumEquation.Ellipsis) ? term.Length - 1 : term.Length;

    /// <summary>The lengths that '...' stands for in an operand.</summary>
    private Shape EllipsisOf(int index, Shape shape)
    {
        var term = _equation.Terms[index];
        var (letters, place) = (Letters(term), term.IndexOf(EinsumEquation.Ellipsis, StringComparison.Ordinal));
        if (letters > shape.Rank || (place < 0 && letters != shape.Rank))
        {
            var shown = term.Replace(".", "...", StringComparison.Ordinal);
            throw Errors.Argument("einsum", $"\"{shown}\" does not fit operand {index} of {shape}", place < 0 ? "give each axis a letter, or write '...' for the others" : "give no more letters than axes");
        }

        return place < 0 ? Shape.Scalar : Shape.Create(shape.Lengths.Slice(place, shape.Rank - letters));
    }

    private static int[] Labels(string term, int dots)
    {
        var labels = new List<int>(term.Length + dots);
        foreach (var c in term)
        {
            if (c != EinsumEquation.Ellipsis)
            {
                labels.Add(c);
                continue;
            }

            for (var axis = dots - 1; axis >= 0; axis--)
                labels.Add(FirstOfEllipsis + axis);
        }

        return [.. labels];
    }

    private void Note(int label, Variable operand, int axis)
    {
        if (label >= FirstOfEllipsis)
            return;
        var length = operand.Shape[axis];
        if (!_lengths.TryAdd(label, length) && _lengths[label] != length)
            throw Errors.Argument("einsum", $"'{(char)label}' of \"{_equation.Text}\" has length {_lengths[label]} and, in an operand of {operand.Shape}, {length}", "make them equal");
    }

    /// <summary>Diagonals in place of repeated letters, and without axes of '...' that are 1 here and longer elsewhere: others bring them in.</summary>
    private Term WithoutRepeats(Term term)
    {
        var (value, labels) = (term.Value, new List<int>(term.Labels));
        for (var axis = labels.Count - 1; axis > 0; axis--)
        {
            var first = labels.IndexOf(labels[axis]);
            if (first == axis)
                continue;
            var label = labels[axis];
            value = value.Diagonal(0, first, axis);
            labels.RemoveAt(axis);
            labels.RemoveAt(first);
            labels.Add(label);
            axis = labels.Count;
        }

        for (var axis = labels.Count - 1; axis >= 0; axis--)
        {
            if (value.Shape[axis] == _lengths[labels[axis]])
                continue;
            value = value.Squeeze(axis);
            labels.RemoveAt(axis);
        }

        return new Term(value, [.. labels]);
    }

    /// <summary>Whether the result or a term beside two has a label.</summary>
    private bool Wants(int label, int first, int second)
    {
        if (Array.IndexOf(_result, label) >= 0)
            return true;
        for (var i = 0; i < _terms.Count; i++)
        {
            if (i != first && i != second && _terms[i].Has(label))
                return true;
        }

        return false;
    }

    /// <summary>The pair whose product takes the fewest multiplications.</summary>
    private (int First, int Second) CheapestPair()
    {
        var (best, least) = ((0, 1), double.PositiveInfinity);
        for (var i = 0; i < _terms.Count; i++)
        {
            for (var j = i + 1; j < _terms.Count; j++)
            {
                var cost = 1.0;
                foreach (var label in _terms[i].Labels.Union(_terms[j].Labels))
                    cost *= _lengths[label];
                if (cost < least)
                    (best, least) = ((i, j), cost);
            }
        }

        return best;
    }

    private Term Contract(Term a, Term b, Func<int, bool> wanted)
    {
        // Where the result begins with the second's own axes, the other order makes it contiguous.
        var leading = Array.Find(_result, label => a.Has(label) != b.Has(label));
        if (Array.IndexOf(_result, leading) >= 0 && b.Has(leading) && !a.Has(leading))
            (a, b) = (b, a);
        int[] batch = [.. a.Labels.Where(label => b.Has(label) && wanted(label))];
        int[] summed = [.. a.Labels.Where(label => b.Has(label) && !wanted(label))];
        int[] left = [.. a.Labels.Where(label => !b.Has(label))];
        int[] right = [.. b.Labels.Where(label => !a.Has(label))];
        if (summed.Length == 0 || (left.Length == 0 && right.Length == 0 && batch.Length > 0))
            return Summed(Multiplied(a, b, right), label => Array.IndexOf(summed, label) >= 0);
        var product = MatMulOp.Apply(Matrices(a, batch, left, summed), Matrices(b, batch, summed, right));
        int[] labels = [.. batch, .. left, .. right];
        return new Term(product.Reshape(Lengths(labels)), labels);
    }

    /// <summary>The product element by element: the first's axes, then the second's own.</summary>
    private static Term Multiplied(Term a, Term b, int[] right)
    {
        int[] labels = [.. a.Labels, .. right];
        return new Term(Aligned(a, labels) * Aligned(b, labels), labels);
    }

    /// <summary>A term with an axis for each label, of length 1 where it has none; first ones are left to broadcasting.</summary>
    private static Variable Aligned(Term term, int[] labels)
    {
        var value = Ordered(term, [.. labels.Where(term.Has)]);
        var begun = false;
        for (var axis = 0; axis < labels.Length; axis++)
        {
            begun |= term.Has(labels[axis]);
            if (begun && !term.Has(labels[axis]))
                value = value.Unsqueeze(value.Rank - labels.Skip(axis).Count(term.Has));
        }

        return value;
    }

    /// <summary>A batch of matrices, the labels of rows and of columns each made one axis; a view where the elements lie so.</summary>
    private Variable Matrices(Term term, int[] batch, int[] rows, int[] columns)
    {
        var value = Ordered(term, [.. batch, .. rows, .. columns]);
        if (rows.Length <= 1 && columns.Length <= 1)
        {
            if (rows.Length == 0)
                value = value.Unsqueeze(batch.Length);
            return columns.Length == 0 ? value.Unsqueeze(-1) : value;
        }

        int[] shape = [.. batch.Select(label => _lengths[label]), Count(rows), Count(columns)];
        if (!value.IsContiguous && Ordered(term, [.. batch, .. columns, .. rows]) is { IsContiguous: true } turned)
        {
            (shape[^1], shape[^2]) = (shape[^2], shape[^1]);
            return turned.Reshape(shape).T;
        }

        return value.Reshape(shape);
    }

    private int Count(int[] labels)
    {
        var count = 1;
        foreach (var label in labels)
            count = checked(count * _lengths[label]);
        return count;
    }

    private Shape Lengths(int[] labels) => Shape.Create([.. labels.Select(label => _lengths[label])]);

    private static Term Summed(Term term, Func<int, bool> isSummed)
    {
        int[] axes = [.. Enumerable.Range(0, term.Labels.Length).Where(axis => isSummed(term.Labels[axis]))];
        return axes.Length == 0 ? term : new Term(term.Value.Sum(axes), [.. term.Labels.Where(label => !isSummed(label))]);
    }

    /// <summary>A term's axes in the order of labels.</summary>
    private static Variable Ordered(Term term, int[] labels) =>
        labels.AsSpan().SequenceEqual(term.Labels) ? term.Value : term.Value.Permute([.. labels.Select(label => Array.IndexOf(term.Labels, label))]);
}
