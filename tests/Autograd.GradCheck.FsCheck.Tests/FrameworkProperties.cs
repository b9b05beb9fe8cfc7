namespace Autograd.GradientChecking.Properties.Tests;

/// <summary>Properties of the framework's operations: smooth ones away from kinks, and bent ones on them.</summary>
internal static class FrameworkProperties
{
    private static readonly CaseShapes Rows = CaseShapes.Equal(1, 4);
    private static readonly CaseShapes Matrices = CaseShapes.Equal(2, 4);

    private static readonly IReadOnlyList<(string Name, GradientProperty Property)> All =
    [
        Of("add", GradCheckProperty.For((x, y) => x + y)),
        Of("sub", GradCheckProperty.For((x, y) => x - y)),
        Of("mul", GradCheckProperty.For((x, y) => x * y)),
        Of("div", GradCheckProperty.For((x, y) => x / y)),
        Of("pow", GradCheckProperty.For((x, y) => x.Pow(y)).Domain(0, InputDomain.Positive)),
        Of("maximum", GradCheckProperty.For((x, y) => Variable.Maximum(x, y))),
        Of("maximum, tied", GradCheckProperty.For((x, y) => Variable.Maximum(x, y)).AtKinks(0, 1)),
        Of("minimum, tied", GradCheckProperty.For((x, y) => Variable.Minimum(x, y)).AtKinks(0, 1)),
        Of("lerp", GradCheckProperty.For((a, b, w) => Variable.Lerp(a, b, w))),
        Of("lerp by its type", GradCheckProperty.For<LerpOp>()),
        Of("clamp", GradCheckProperty.For(x => x.Clamp(-1, 1)).AwayFrom(-1, 1)),
        Of("clamp, on its bounds", GradCheckProperty.For(x => x.Clamp(-1, 1)).AtKinks(-1, 1)),
        Of("where", GradCheckProperty.For((x, y) => Variable.Where(x > 0, x * y, y.Exp()))),
        Of("exp", GradCheckProperty.For(x => x.Exp())),
        Of("log", GradCheckProperty.For(x => x.Log()).Domain(InputDomain.Positive)),
        Of("sqrt", GradCheckProperty.For(x => x.Sqrt()).Domain(InputDomain.Positive)),
        Of("tanh", GradCheckProperty.For(x => x.Tanh()).AwayFrom()),
        Of("sigmoid", GradCheckProperty.For(x => x.Sigmoid()).AwayFrom()),
        Of("gelu", GradCheckProperty.For(x => x.Gelu()).AwayFrom()),
        Of("softplus", GradCheckProperty.For(x => x.Softplus()).AwayFrom()),
        Of("erf", GradCheckProperty.For(x => x.Erf()).AwayFrom()),
        Of("relu", GradCheckProperty.For(x => x.Relu())),
        Of("relu, at 0", GradCheckProperty.For(x => x.Relu()).AtKinks(0)),
        Of("abs, at 0", GradCheckProperty.For(x => x.Abs()).AtKinks(0)),
        Of("sum", GradCheckProperty.For(x => x.Sum([-1], keepAxes: true)).Shapes(Rows)),
        Of("mean", GradCheckProperty.For(x => x.Mean(0)).Shapes(CaseShapes.Sizes(2, s => [[s[0], s[1]]]))),
        Of("prod", GradCheckProperty.For(x => x.Prod(-1)).Shapes(Rows)),
        Of("max", GradCheckProperty.For(x => x.Max(-1)).Shapes(CaseShapes.Sizes(2, s => [[s[0], s[1]]])).Layouts(CaseLayout.Contiguous, CaseLayout.Transposed, CaseLayout.Stepped)),
        Of("max, tied", GradCheckProperty.For(x => x.Max(-1)).Shapes(CaseShapes.Sizes(2, s => [[s[0], s[1]]])).AtKinks(1, 2)),
        Of("var", GradCheckProperty.For(x => x.Var(-1)).Shapes(CaseShapes.Sizes(2, s => [[s[0], s[1] + 1]]))),
        Of("cumsum", GradCheckProperty.For(x => x.CumSum(-1)).Shapes(Rows)),
        Of("logsumexp", GradCheckProperty.For(x => x.LogSumExp(-1)).Shapes(CaseShapes.Sizes(2, s => [[s[0], s[1]]]))),
        Of("softmax", GradCheckProperty.For(x => x.Softmax()).Shapes(Rows)),
        Of("log_softmax", GradCheckProperty.For(x => x.LogSoftmax()).Shapes(Rows)),
        Of("layer_norm", GradCheckProperty.For((x, w, b) => x.LayerNorm([w.Shape[0]], w, b)).Shapes(CaseShapes.Sizes(2, s => [[s[0], s[1] + 1], [s[1] + 1], [s[1] + 1]])).Layouts(CaseLayout.Contiguous, CaseLayout.Transposed, CaseLayout.Offset, CaseLayout.Stepped)),
        Of("matmul", GradCheckProperty.For((a, b) => a.MatMul(b)).Shapes(CaseShapes.Sizes(3, s => [[s[0], s[1]], [s[1], s[2]]], least: 0))),
        Of("matmul, batched", GradCheckProperty.For((a, b) => a.MatMul(b)).Shapes(CaseShapes.Sizes(4, s => [[s[3], s[0], s[1]], [s[1], s[2]]], most: 4))),
        Of("transpose", GradCheckProperty.For(x => x.T * x.T).Shapes(Matrices)),
        Of("slice", GradCheckProperty.For(x => x[.., AxisIndex.Every(.., 2)].Exp()).Shapes(Matrices)),
        Of("flip", GradCheckProperty.For(x => x.Flip(-1) * x).Shapes(Rows)),
        Of("concat", GradCheckProperty.For((x, y) => Variable.Concat(0, x, y.Exp())).Shapes(CaseShapes.Sizes(3, s => [[s[0], s[2]], [s[1], s[2]]]))),
        Of("pad", GradCheckProperty.For(x => x.Pad(-1, 1, 2).Tanh()).Shapes(Rows)),
        Of("tril", GradCheckProperty.For(x => x.Tril() * x).Shapes(Matrices)),
        Of("conv2d", GradCheckProperty.For((x, w) => x.Conv2d(w)).Shapes(CaseShapes.Sizes(4, s => [[1, s[2], s[0] + 1, s[1] + 1], [s[3], s[2], 2, 2]], most: 3))),
        Of("mse", GradCheckProperty.For((x, y) => x.MseLoss(y)).Shapes(CaseShapes.Equal(1, 3))),
    ];

    public static IEnumerable<string> Names => All.Select(entry => entry.Name);

    public static GradientProperty Get(string name) => All.First(entry => entry.Name == name).Property;

    private static (string Name, GradientProperty Property) Of(string name, GradientProperty property) => (name, property);
}
