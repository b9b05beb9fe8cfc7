namespace Autograd.Tests.WrongUses;

/// <summary>The wrong uses of <c>docs/wrong-uses.md</c>, in its order.</summary>
internal static class WrongUseCatalog
{
    /// <summary>What every entry may use, shown above the tables.</summary>
    public const string Given =
        """
        var x = Variable.From(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } }).WithGrad();
        var d = Variable.Ones([2, 3], DType.Float64);
        var i = Variable.From([0L, 1L]);
        var images = Variable.Ones([1, 4, 8, 8]);
        """;

    /// <summary>The uses by their heading.</summary>
    public static IReadOnlyList<(string Heading, IReadOnlyList<WrongUse> Uses)> Groups { get; } = Make();

    private static List<(string Heading, IReadOnlyList<WrongUse> Uses)> Make()
    {
        var x = Variable.From(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } }).WithGrad();
        var d = Variable.Ones([2, 3], DType.Float64);
        var i = Variable.From([0L, 1L]);
        var images = Variable.Ones([1, 4, 8, 8]);
        var others = typeof(IWrongUses).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IWrongUses)))
            .Select(type => (IWrongUses)Activator.CreateInstance(type)!)
            .OrderBy(uses => uses.Heading, StringComparer.Ordinal)
            .Select(uses => (uses.Heading, uses.Uses(x, d, i, images)));
        return [("Recording and gradients", Recording(x, d, i)), ("Ownership and changes", Ownership(x, d)), ("Element types and reading", Types(x, d, i)),
            ("Shapes and views", Shapes(x)), ("Indices", Indexing(x, i)), ("Products, images and losses", Networks(x, i, images)), ("Devices", Devices(x)), .. others];
    }

    private static List<WrongUse> Recording(Variable x, Variable d, Variable i) =>
    [
        WrongUse.Of<InvalidOperationException>(
            () => x.Sum().Backward(),
            "backward: nothing was recorded; write `using var tape = new Tape();` before the forward pass, and ask for gradients with x.RequiresGrad = true"),
        WrongUse.Of<ArgumentException>(
            () =>
            {
                using var tape = new Tape();
                (x * 2).Backward();
            },
            "backward: the root has shape [2, 3], not a scalar's; reduce it with Sum or Mean, or give a cotangent"),
        WrongUse.Of<ArgumentException>(
            () =>
            {
                using var tape = new Tape();
                (x * 2).Backward(Variable.Ones([3]));
            },
            "backward: the cotangent is float32[3] on cpu, the root float32[2, 3] on cpu; give one of the root's shape, dtype and device"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                var y = x.Sum();
                y.Backward();
                y.Backward();
            },
            "backward: the graph through sum was already walked and released; pass retainGraph: true to the walk before"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                tape.Gradient(d.Sum(), x);
            },
            "backward: the root f64[] cpu sum was not recorded on this tape; compute it under `using var tape = new Tape();` from Variables that require gradients"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                var y = (x * x).Sum();
                x.Update<float>(e => e[0] = 1);
                y.Backward();
            },
            "backward: mul needs its input 0 as it was, but Update has changed it since; change it after the backward walk, or use a Clone in the forward pass"),
        WrongUse.Of<ArgumentException>(
            () => i.RequiresGrad = true,
            "requires_grad: elements are int64; gradients need float32 or float64, x.To(DType.Float32)"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                var y = x * 2;
                y.RequiresGrad = true;
            },
            "requires_grad: f32[2, 3] cpu mul is a recorded result; set it on the leaf, or on x.Detach()"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                var y = x * 2;
                y.RegisterHook(g => g.Sum());
                y.Sum().Backward();
            },
            "hook: it returned float32[] for a gradient of float32[2, 3]; return the gradient's shape, dtype and device, or null to leave it"),
        WrongUse.Of<InvalidOperationException>(
            () => d.RegisterHook(g => null),
            "hook: f64[2, 3] cpu data requires no gradient; set RequiresGrad first, or register it on a recorded result"),
        WrongUse.Of<ArgumentException>(
            () => x.Grad = Variable.Ones([3]),
            "grad: f32[3] cpu data does not fit f32[2, 3] cpu data; give the leaf's shape, dtype and device"),
        WrongUse.Of<ArgumentException>(
            () => Derivatives.Gradient(v => v * 2, x),
            "gradient: the function's value has shape [2, 3]; reduce it to a scalar, or use Vjp or Jacobian"),
        WrongUse.Of<ArgumentException>(
            () => Derivatives.Jvp(v => v * 2, x, Variable.Ones([3])),
            "jvp: the tangent f32[3] cpu data does not fit the input f32[2, 3] cpu data; give the input's shape, dtype and device"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                var y = x.Sum();
                y.RegisterHook(g => Task.Factory.StartNew(() => g * 2, TaskCreationOptions.LongRunning).GetAwaiter().GetResult());
                y.Backward();
            },
            "mul: two threads use one tape at the same time; give each thread its own tape, or do the work one after the other"),
        WrongUse.Of<ObjectDisposedException>(
            () =>
            {
                var tape = new Tape();
                tape.Dispose();
                tape.Pause();
            },
            "pause: the tape is disposed; call it before the tape's end"),
    ];

    private static List<WrongUse> Ownership(Variable x, Variable d) =>
    [
        WrongUse.Of<ReleasedVariableException>(
            () =>
            {
                Variable y;
                using (var tape = new Tape())
                    y = x * 2;
                y.ToArray<float>();
            },
            "to_array: the result of mul, shape [2, 3], was released with its tape or scope; read it before, or take it out with Keep() (Detach().Keep() for state carried to the next step)"),
        WrongUse.Of<ReleasedVariableException>(
            () =>
            {
                Variable y;
                using (var scope = new Scope())
                    y = x * 2;
                y.Sum();
            },
            "sum: the result of mul, shape [2, 3], was released with its tape or scope; read it before, or take it out with Keep() (Detach().Keep() for state carried to the next step)"),
        WrongUse.Of<ReleasedVariableException>(
            () =>
            {
                using (var tape = new Tape())
                    x.Sum().Backward();
                var g = x.Grad!;
                x.ZeroGrad();
                g.ToArray<float>();
            },
            "to_array: this gradient of shape [2, 3] was released by ZeroGrad; copy it before with Clone() (Clone().Keep() under a tape)"),
        WrongUse.Of<ObjectDisposedException>(
            () =>
            {
                var scope = new Scope();
                scope.Dispose();
                scope.Return(x);
            },
            "return: the scope is disposed; call it before the scope's end"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                var y = x * 2;
                y.Update<float>(e => e[0] = 1);
            },
            "update: f32[2, 3] cpu mul is a recorded result, which never changes; compute a new value, or change the leaf it came from"),
        WrongUse.Of<InvalidOperationException>(
            () => Variable.Ones([3]).Expand([2, 3]).Update<float>(e => e[0] = 1),
            "update: strides [0, 1] repeat elements; use Clone first"),
        WrongUse.Of<ArgumentException>(
            () => x.CopyFrom<float>([1f, 2f]),
            "copy_from: 2 elements do not fill shape [2, 3] of 6; give as many elements as the shape has"),
        WrongUse.Of<ArgumentException>(
            () => d.CopyFrom(Variable.Ones([3])),
            "copy_from: f32[3] cpu data does not fit f64[2, 3] cpu data; give the same shape and device"),
        WrongUse.Of<ArgumentException>(
            () => d.Lerp(x, 0.5),
            "lerp: f32[2, 3] cpu data does not fit f64[2, 3] cpu data; give the same shape, dtype and device"),
    ];

    private static List<WrongUse> Types(Variable x, Variable d, Variable i) =>
    [
        WrongUse.Of<ArgumentException>(
            () => x + d,
            "add: operands are float32 and float64; cast one of them, x.To(DType.Float64) or x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(
            () => i * 0.5,
            "mul: the number 0.5 is no int64; cast the Variable first, x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(
            () => i.Exp(),
            "exp: elements are int64; cast first, x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(
            () => x.To(DType.Float16) * 2,
            "mul: elements are float16; cast first, x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(
            () => x.To(DType.BFloat16) + x,
            "add: bfloat16 is a storage format; cast it first, x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Where(x, x, x),
            "where: the condition is float32; compare to get a bool, x > 0"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Normal([2], dtype: DType.Int32),
            "normal: dtype is int32; draw float32 or float64 and cast"),
        WrongUse.Of<NotSupportedException>(
            () => Variable.From(new[] { 'a' }),
            "dtype: no dtype has elements of Char; use float, double, int, long, bool, Half or BFloat16"),
        WrongUse.Of<ArgumentException>(
            () => x.Sum().Item<double>(),
            "item: the elements are float32, asked for as double; use Item<float>() or cast with To"),
        WrongUse.Of<ArgumentException>(
            () => x.Item<float>(),
            "item: shape [2, 3] has 6 elements, not one; index it first, or use ToArray"),
        WrongUse.Of<ArgumentException>(
            () => x.ToArray<int>(),
            "to_array: the elements are float32, asked for as int; use ToArray<float>() or cast with To"),
        WrongUse.Of<ArgumentException>(
            () => x.AsSpan<double>(),
            "as_span: the elements are float32, asked for as double; use AsSpan<float>() or cast with To"),
        WrongUse.Of<InvalidOperationException>(
            () => x.T.AsSpan<float>(),
            "as_span: shape [3, 2] with strides [1, 3] is not contiguous; use Contiguous().AsSpan or ToArray"),
    ];

    private static List<WrongUse> Shapes(Variable x) =>
    [
        WrongUse.Of<ArgumentException>(
            () => x + Variable.Ones([4]),
            "add: shapes [2, 3] and [4] do not broadcast, axis −1 is 3 against 4; make the lengths equal or one of them 1"),
        WrongUse.Of<ArgumentException>(
            () => x.Expand([4, 3]),
            "expand: shapes [2, 3] and [4, 3] do not broadcast, axis −2 is 2 against 4; make the lengths equal or one of them 1"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Zeros([2, -1]),
            "shape: the length -1 in [2, -1] is negative; use lengths of 0 or more"),
        WrongUse.Of<ArgumentException>(
            () => Variable.From(new[] { 1f, 2f, 3f }, [2, 2]),
            "from: 3 elements do not fill shape [2, 2] of 4; give as many elements as the shape has"),
        WrongUse.Of<ArgumentException>(
            () => x.Reshape(4),
            "reshape: [2, 3] of 6 elements cannot become [4] of 4; keep the number of elements"),
        WrongUse.Of<ArgumentException>(
            () => x.Reshape(-1, 4),
            "reshape: 6 elements of [2, 3] do not divide into [-1, 4]; make the product of the given lengths a divisor of 6"),
        WrongUse.Of<ArgumentException>(
            () => x.Reshape(-1, -1),
            "reshape: [-1, -1] leaves two lengths open; use −1 once"),
        WrongUse.Of<ArgumentException>(
            () => x.Sum(2),
            "sum: there is no axis 2 in a Variable of 2 axes; use -2 to 1"),
        WrongUse.Of<ArgumentException>(
            () => x.Sum(1, -1),
            "sum: axis -1 is named twice; name each axis once"),
        WrongUse.Of<ArgumentException>(
            () => x.Permute(0),
            "permute: 1 of 2 axes of [2, 3] are named; name each axis once"),
        WrongUse.Of<ArgumentException>(
            () => x.Permute(0, 0),
            "permute: axis 0 is named twice; name each axis once"),
        WrongUse.Of<ArgumentException>(
            () => x.Squeeze(0),
            "squeeze: axis 0 of [2, 3] has length 2; name an axis of length 1, or take one place, x[0]"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Concat(0, x, Variable.Ones([2, 4])),
            "concat: shapes [2, 3] and [2, 4] differ beside axis 0; make the other lengths equal"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Concat(0),
            "concat: there are no parts; give at least one Variable"),
        WrongUse.Of<ArgumentException>(
            () => x.Split(1, 1, 1),
            "split: lengths [1, 1] sum to 2, axis 1 of [2, 3] has 3; make them sum to the axis"),
        WrongUse.Of<ArgumentException>(
            () => x.Chunk(1, 2),
            "chunk: axis 1 of [2, 3] does not divide into 2 equal stretches; choose a divisor of 3, or Split with lengths"),
        WrongUse.Of<ArgumentException>(
            () => x.Slice(1, 2, 2),
            "slice: 2 places from 2 by 1 do not lie in axis 1 of [2, 3]; stay within 0 to 2"),
        WrongUse.Of<ArgumentException>(
            () => x.Slice(1, 0, 2, step: 0),
            "slice: the step is 0; use a step of 1 or more"),
        WrongUse.Of<ArgumentException>(
            () => x[.., AxisIndex.Every(.., 0)],
            "index: the step is 0; use a step of 1 or more"),
        WrongUse.Of<ArgumentException>(
            () => x[0, 0, 0],
            "index: 3 indices for shape [2, 3]; give at most 2"),
        WrongUse.Of<ArgumentException>(
            () => x[0, 3],
            "index: the place 3 is outside axis 1 of shape [2, 3]; stay within 0 to 2"),
        WrongUse.Of<ArgumentException>(
            () => x[-1],
            "index: the place -1 is negative; count from the end with ^1"),
        WrongUse.Of<ArgumentException>(
            () => x[0, 1..7],
            "index: the range 1..7 does not lie in axis 1 of shape [2, 3]; keep 0 ≤ start ≤ end ≤ 3"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Zeros([0, 3]).Max(0),
            "max: shape [0, 3] has no element along the axes; give at least one to choose from"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Arange(0, 1, step: 0),
            "arange: start 0, stop 1, step 0 make no range; give finite numbers and a step other than 0"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Linspace(0, 1, 0),
            "linspace: count is 0; ask for at least 1 element"),
    ];

    private static List<WrongUse> Indexing(Variable x, Variable i) =>
    [
        WrongUse.Of<ArgumentException>(
            () => x.IndexSelect(0, Variable.From([0, 2])),
            "index_select: the index 2 is outside an axis of length 2; use 0 to 1"),
        WrongUse.Of<ArgumentException>(
            () => x.IndexSelect(0, Variable.From([0f, 1f])),
            "index_select: the indices are float32; give int64 or int32"),
        WrongUse.Of<ArgumentException>(
            () => x.Gather(1, i),
            "gather: the index has shape [2], the values [2, 3]; make them equal beside axis 1"),
        WrongUse.Of<ArgumentException>(
            () => x.Gather(1, Variable.From(new[,] { { 3 }, { 0 } })),
            "gather: the index 3 is outside an axis of length 3; use 0 to 2"),
        WrongUse.Of<ArgumentException>(
            () => x.ScatterAdd(1, i, 5),
            "scatter_add: the index has shape [2], the values [2, 3]; name one place for each element"),
        WrongUse.Of<ArgumentException>(
            () => x.IndexAdd(0, i, 1),
            "index_add: the index 1 is outside an axis of length 1; use 0 to 0"),
        WrongUse.Of<ArgumentException>(
            () => i.OneHot(1),
            "one_hot: the index 1 is outside an axis of length 1; use 0 to 0"),
        WrongUse.Of<ArgumentException>(
            () => x.CrossEntropy(Variable.From([0, 3])),
            "cross_entropy: the target 3 is none of 3 classes; use 0 to 2, or -100 to ignore a row"),
    ];

    private static List<WrongUse> Networks(Variable x, Variable i, Variable images) =>
    [
        WrongUse.Of<ArgumentException>(
            () => x.MatMul(x),
            "matmul: inner sizes differ, [2, 3] × [2, 3]; transpose one operand?"),
        WrongUse.Of<ArgumentException>(
            () => x.MatMul(Variable.From(2f)),
            "matmul: [2, 3] × [] has a scalar operand; use * for scalars"),
        WrongUse.Of<ArgumentException>(
            () => x.Linear(Variable.Ones([4, 2])),
            "linear: an input of [2, 3] does not fit a weight of [4, 2]; give a weight of [out, in], in being the length of the input's last axis"),
        WrongUse.Of<ArgumentException>(
            () => images.Conv2d(Variable.Ones([6, 3, 3, 3])),
            "conv2d: the input [1, 4, 8, 8] has 4 channels, the weight [6, 3, 3, 3] takes 3; give a weight of [out, in / groups, height, width]"),
        WrongUse.Of<ArgumentException>(
            () => images.Conv2d(Variable.Ones([5, 2, 3, 3]), groups: 2),
            "conv2d: 2 groups do not divide the 5 outputs of the weight [5, 2, 3, 3]; choose a divisor of 5"),
        WrongUse.Of<ArgumentException>(
            () => images.Conv2d(Variable.Ones([6, 4, 9, 9])),
            "conv2d: a kernel of [6, 4, 9, 9] with dilation 1 is larger than the input [1, 4, 8, 8] with padding 0; pad more, or use a smaller kernel"),
        WrongUse.Of<ArgumentException>(
            () => images.Conv2d(Variable.Ones([6, 4, 3, 3]), stride: 0),
            "conv2d: stride 0, padding 0, dilation 1, groups 1; stride, dilation and groups are 1 or more, padding 0 or more"),
        WrongUse.Of<ArgumentException>(
            () => images.MaxPool2d(2, padding: 2),
            "maxpool2d: padding 2 is more than half of the window 2; pad half of the window at most, so that none lies in the padding alone"),
        WrongUse.Of<ArgumentException>(
            () => images.MaxPool2d(9),
            "maxpool2d: a window of 9 with dilation 1 is larger than the input [1, 4, 8, 8] with padding 0; use a smaller window"),
        WrongUse.Of<ArgumentException>(
            () => x.Dropout(1.5),
            "dropout: the probability is 1.5; use 0 to 1"),
        WrongUse.Of<ArgumentException>(
            () => x.CrossEntropy(Variable.From([0, 1, 2])),
            "cross_entropy: logits of [2, 3] with targets of [3]; give [rows, classes] and [rows], at least one class"),
        WrongUse.Of<ArgumentException>(
            () => x.CrossEntropy(i, labelSmoothing: 2),
            "cross_entropy: label smoothing is 2; use 0 to 1"),
    ];

    private static List<WrongUse> Devices(Variable x) =>
    [
        WrongUse.Of<NotSupportedException>(
            () => x.To(new Device("abacus", 0)),
            "device: no backend for 'abacus' is loaded; reference Autograd.Ilgpu and call IlgpuDevices.Register() once"),
        WrongUse.Of<NotSupportedException>(
            () => Variable.Zeros([2], device: new Device("abacus", 1)),
            "device: no backend for 'abacus:1' is loaded; reference Autograd.Ilgpu and call IlgpuDevices.Register() once"),
    ];
}
