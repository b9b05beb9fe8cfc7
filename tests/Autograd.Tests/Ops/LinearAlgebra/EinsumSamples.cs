using Autograd.GradientChecking;
using Autograd.Tests.Table;

namespace Autograd.Tests.Ops.LinearAlgebra;

public sealed class EinsumSamples : MethodSamples
{
    public override string Method => "einsum";

    public override Type Operation => typeof(MatMulOp);

    public override IEnumerable<OperationSample> Samples()
    {
        yield return Of("ij,jk->ik", [2, 3], [3, 4]);
        yield return Of("bij,bjk->bik", [2, 2, 3], [2, 3, 2]);
        yield return Of("bhqd,bhkd->bhqk", [2, 2, 3, 2], [2, 2, 2, 2]);
        yield return Of("ij,kj->ki", [2, 3], [4, 3]);
        yield return Of("ijk,kjl->il", [2, 3, 2], [2, 3, 2]);
        yield return Of("ii->i", [3, 3]);
        yield return Of("iji->j", [2, 3, 2]);
        yield return Of("iii", [2, 2, 2]);
        yield return Of("ij->", [2, 3]);
        yield return Of("ji", [2, 3]);
        yield return Of("i,j->ji", [2], [3]);
        yield return Of("ij,ij->i", [2, 3], [2, 3]);
        yield return Of("ij,j", [2, 3], [3]);
        yield return Of("ab,bc,cd->ad", [2, 3], [3, 2], [2, 2]);
        yield return Of("a,ab,b->", [2], [2, 3], [3]);
        yield return Of("...ij,...jk->...ik", [2, 1, 2, 2], [3, 2, 2]);
        yield return Of("...,...", [2, 1], [3]);
        yield return Of("i...,i->...", [2, 3], [2]);
        yield return Of("b...->b", [2, 3, 2]);
        yield return Of("i,->i", [3], Shape.Scalar);
        yield return Of("->", Shape.Scalar);
        yield return Of("ij,jk->ik", [2, 0], [0, 2]);
        yield return Of("ij,j->i", [0, 3], [3]);
        yield return Of("i,i->", [37], [37]) with { Name = "einsum i,i->, tail 37" };
        yield return Of("ij,jk->ik", [70, 33], [33, 40]) with { Name = "einsum wider than a thread's share" };
        yield return Sample("of transposes and broadcasts", x => Variable.Einsum("ij,jk->ik", x[0].T, x[1].Expand([2, 2])), [Spread([2, 3]), Spread([2], seed: 1)], x =>
        {
            double[] sums = [x[0][0] + x[0][3], x[0][1] + x[0][4], x[0][2] + x[0][5]];
            return [.. sums.SelectMany(sum => new[] { sum * x[1][0], sum * x[1][1] })];
        });
        yield return Sample("of one Variable twice", x => Variable.Einsum("ij,ik->jk", x[0], x[0]), [Spread([2, 2])], x =>
            [(x[0][0] * x[0][0]) + (x[0][2] * x[0][2]), (x[0][0] * x[0][1]) + (x[0][2] * x[0][3]), (x[0][0] * x[0][1]) + (x[0][2] * x[0][3]), (x[0][1] * x[0][1]) + (x[0][3] * x[0][3])]);
        yield return Sample("of integers", x => Variable.Einsum("i,i", x[0], x[1]), [Indices([3], 1, 2, 3), Indices([3], 4, 5, 6)], _ => [32]) with { SmoothOrder = 0 };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var x = Variable.Ones([2, 3]);
        yield return Wrong("a digit", "i1->i", "einsum: '1' at index 1 of \"i1->i\" means nothing there; write letters, '...', commas between operands and one '->'", x);
        yield return Wrong("a comma in the result", "ij->i,j", "einsum: ',' at index 5 of \"ij->i,j\" means nothing there; write letters, '...', commas between operands and one '->'", x);
        yield return Wrong("two arrows", "ij->i->", "einsum: '-' at index 5 of \"ij->i->\" means nothing there; write letters, '...', commas between operands and one '->'", x);
        yield return Wrong("two dots", "i..", "einsum: '.' at index 1 of \"i..\" means nothing there; write letters, '...', commas between operands and one '->'", x);
        yield return Wrong("a second ellipsis", "...i...", "einsum: '...' at index 4 of \"...i...\" stands twice in its term; write it once", x);
        yield return Wrong("an ellipsis of the result alone", "ij->...", "einsum: '...' at index 4 of \"ij->...\" is in no operand; write it in the operands whose axes it stands for", x);
        yield return Wrong("a label of the result alone", "ij -> ik", "einsum: 'k' at index 7 of \"ij -> ik\" is in no operand; take labels of the operands", x);
        yield return Wrong("a label twice in the result", "ij->jj", "einsum: 'j' at index 5 of \"ij->jj\" stands twice in the result; name each label once behind '->'", x);
        yield return Wrong("an operand missing", "ij,jk", "einsum: \"ij,jk\" is for 2 operands, 1 are given; give one for each term", x);
        yield return Wrong("too few letters", "i->i", "einsum: \"i\" does not fit operand 0 of [2, 3]; give each axis a letter, or write '...' for the others", x);
        yield return Wrong("too many letters", "ij...k", "einsum: \"ij...k\" does not fit operand 0 of [2, 3]; give no more letters than axes", x);
        yield return Wrong("lengths that differ", "ij,ij->", "einsum: 'j' of \"ij,ij->\" has length 3 and, in an operand of [2, 4], 4; make them equal", x, Variable.Ones([2, 4]));
        yield return Wrong("a diagonal of a rectangle", "ii", "einsum: 'i' of \"ii\" has length 2 and, in an operand of [2, 3], 3; make them equal", x);
        yield return Wrong("lengths of '...' that differ", "...,...", "einsum: shapes [2, 3] and [4] do not broadcast, axis −1 is 3 against 4; make the lengths equal or one of them 1", x, Variable.Ones([4]));
        yield return Wrong("dtypes", "ij,ij", "einsum: operands are float32 and float64; cast one of them, x.To(DType.Float64) or x.To(DType.Float32)", x, Variable.Ones([2, 3], DType.Float64));
        yield return Wrong("bools", "ij", "einsum: elements are bool; cast first, x.To(DType.Float32)", x > 0);
    }

    private static OperationErrorSample Wrong(string name, string equation, string message, params Variable[] operands) =>
        Error<ArgumentException>(name, () => Variable.Einsum(equation, operands), message);

    private OperationSample Of(string equation, params Shape[] shapes)
    {
        var naive = new NaiveEinsum(equation, shapes);
        SampleInput[] inputs = [.. shapes.Select((shape, i) => Spread(shape, seed: i))];
        return Sample(
            $"{equation} of {string.Join(" and ", shapes.Select(shape => shape.ToString()))}", x => Checked(Variable.Einsum(equation, x), naive.Output) * 1, inputs, naive.Values) with
        { IsLinear = shapes.Length == 1 };
    }

    private static Variable Checked(Variable y, Shape shape) => y.Shape == shape ? y : throw new InvalidOperationException($"shape {y.Shape}, not {shape}");
}
