using Autograd.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Tests.Ops.LinearAlgebra;

public class EinsumTests
{
    /// <summary>An equation, and how long its labels are.</summary>
    private sealed record Equation(string Text, Shape[] Shapes);

    [Fact]
    public void RandomEquationsAgreeWithTheDefinition() => Prop.ForAll(Equations().ToArbitrary(), equation =>
    {
        var naive = new NaiveEinsum(equation.Text, equation.Shapes);
        var operands = equation.Shapes.Select((shape, i) => Laid(Variable.Normal(shape, new RandomGenerator((ulong)i), dtype: DType.Float64), i).WithGrad()).ToArray();
        double[][] x = [.. operands.Select(operand => operand.ToArray<double>())];
        var dy = Variable.Normal(naive.Output, new RandomGenerator(9), dtype: DType.Float64);
        using var tape = new Tape();

        // What changes nothing returns its operand, and a walk begins at a recorded result.
        var y = Variable.Einsum(equation.Text, operands).Clone();
        var gradients = tape.Gradients([y], [dy], operands);

        Assert.Equal(naive.Output, y.Shape);
        Near.Equal(naive.Values(x), y, 1e-11);
        var expected = naive.Gradients(x, dy.ToArray<double>());
        for (var i = 0; i < operands.Length; i++)
            Near.Equal(expected[i], gradients[i] ?? Variable.ZerosLike(operands[i]), 1e-11);
    }).Check(Config.QuickThrowOnFailure.WithReplay(7, 11).WithMaxTest(400).WithQuietOnSuccess(true));

    [Fact]
    public void MatricesThatLieRightAreNotCopied()
    {
        var a = Variable.Ones([2, 2, 3, 4]).WithGrad();
        var b = Variable.Ones([2, 2, 5, 4]).WithGrad();
        using var tape = new Tape();
        var y = Variable.Einsum("bhqd,bhkd->bhqk", a, b);

        Assert.True(y.IsContiguous);
        Assert.DoesNotContain(typeof(CopyOp), Recorded(tape));
        Assert.DoesNotContain(typeof(ReshapeOp), Recorded(tape));
    }

    [Fact]
    public void SeveralAxesThatLieTogetherBecomeOneWithoutACopy()
    {
        var a = Variable.Ones([6, 2, 3]).WithGrad();
        var b = Variable.Ones([2, 3, 5]).WithGrad();
        using var tape = new Tape();
        Variable.Einsum("ijk,jkl->il", a, b);
        Variable.Einsum("jkl,ijk->li", b, a);

        Assert.DoesNotContain(typeof(CopyOp), Recorded(tape));
    }

    [Fact]
    public void TheCheapestPairComesFirst()
    {
        var a = Variable.Ones([50, 40]).WithGrad();
        var b = Variable.Ones([40, 30]);
        var v = Variable.Ones([30]);
        using var tape = new Tape();
        Variable.Einsum("ij,jk,k->i", a, b, v);

        Shape product = [50, 30];

        // b·v first, a vector: no product of a and b was made.
        Assert.DoesNotContain(Enumerable.Range(0, tape.NodeCount).Select(i => tape.Node(i).Output(0).Shape), shape => shape == product);
    }

    [Fact]
    public void AnEquationOfOneOperandMayBeAView()
    {
        var x = Variable.Ones([2, 3]);
        Assert.Same(x, Variable.Einsum("ij->ij", x));
        Assert.Equal([3, 2], Variable.Einsum("ij -> ji", x).Shape);
    }

    private static List<Type?> Recorded(Tape tape) => [.. Enumerable.Range(0, tape.NodeCount).Select(i => tape.Node(i).Operation?.GetType())];

    /// <summary>Every third operand lies transposed in memory.</summary>
    private static Variable Laid(Variable x, int i) => i % 3 == 1 && x.Rank >= 2 ? x.Transpose(0, -1).Contiguous().Transpose(0, -1) : x;

    private static Gen<Equation> Equations()
    {
        return
            from lengths in Gen.Choose(0, 7).Select(n => new[] { 1, 2, 2, 3, 3, 4, 1, 0 }[n]).ArrayOf(5)
            from terms in Term().ArrayOf().Resize(4).Where(terms => terms.Length > 0)
            from ellipses in Gen.Choose(0, 3).ArrayOf(terms.Length)
            from ones in Gen.Choose(0, 2).ArrayOf(terms.Length)
            from order in Gen.Choose(0, 1 << 20)
            from written in Gen.Choose(0, 2)
            select Make(lengths, terms, ellipses, ones, order, written > 0);

        static Gen<string> Term() => Gen.Choose(0, 4).Select(i => "abcdE"[i]).ArrayOf().Resize(3).Select(letters => new string(letters));
    }

    private static Equation Make(int[] lengths, string[] letters, int[] ellipses, int[] ones, int order, bool written)
    {
        int[] dots = [2, 3];
        var terms = new string[letters.Length];
        var shapes = new Shape[letters.Length];
        for (var i = 0; i < letters.Length; i++)
        {
            int[] own = [.. letters[i].Select(label => lengths["abcdE".IndexOf(label, StringComparison.Ordinal)])];
            var axes = ellipses[i] == 3 ? 0 : ellipses[i];
            int[] covered = [.. dots[(dots.Length - axes)..].Select((length, axis) => axis == ones[i] ? 1 : length)];
            var place = order % (letters[i].Length + 1);
            terms[i] = ellipses[i] == 3 ? letters[i] : letters[i].Insert(place, "...");
            shapes[i] = Shape.Create(ellipses[i] == 3 ? own : [.. own[..place], .. covered, .. own[place..]]);
        }

        var text = string.Join(order % 3 == 0 ? " , " : ",", terms);
        if (!written)
            return new(text, shapes);
        char[] result = [.. string.Concat(letters).Distinct().Where((_, i) => ((order >> i) & 1) == 0)];
        new System.Random(order).Shuffle(result);
        var dotted = terms.Any(term => term.Contains('.', StringComparison.Ordinal)) && order % 5 != 0;
        return new($"{text}->{new string(result)}{(dotted ? "..." : string.Empty)}", shapes);
    }
}
