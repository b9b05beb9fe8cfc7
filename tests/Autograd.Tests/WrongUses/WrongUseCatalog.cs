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
        return [("Recording and gradients", Recording(x, d, i)), ("Ownership and changes", Ownership(x, d)), ("Element types and reading", Types(x, d, i)),
            ("Shapes and views", Shapes(x)), ("Indices", Indexing(x, i)), ("Products, images and losses", Networks(x, i, images)), ("Devices", Devices(x))];
    }

    private static List<WrongUse> Recording(Variable x, Variable d, Variable i) =>
    [
        WrongUse.Of<InvalidOperationException>(() => x.Sum().Backward(), "?"),
        WrongUse.Of<ArgumentException>(
            () =>
            {
                using var tape = new Tape();
                (x * 2).Backward();
            },
            "?"),
        WrongUse.Of<ArgumentException>(
            () =>
            {
                using var tape = new Tape();
                (x * 2).Backward(Variable.Ones([3]));
            },
            "?"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                var y = x.Sum();
                y.Backward();
                y.Backward();
            },
            "?"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                tape.Gradient(d.Sum(), x);
            },
            "?"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                var y = (x * x).Sum();
                x.Update<float>(e => e[0] = 1);
                y.Backward();
            },
            "?"),
        WrongUse.Of<ArgumentException>(() => i.RequiresGrad = true, "?"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                var y = x * 2;
                y.RequiresGrad = true;
            },
            "?"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                var y = x * 2;
                y.RegisterHook(g => g.Sum());
                y.Sum().Backward();
            },
            "?"),
        WrongUse.Of<InvalidOperationException>(() => d.RegisterHook(g => null), "?"),
        WrongUse.Of<ArgumentException>(() => x.Grad = Variable.Ones([3]), "?"),
        WrongUse.Of<ArgumentException>(() => Derivatives.Gradient(v => v * 2, x), "?"),
        WrongUse.Of<ArgumentException>(() => Derivatives.Jvp(v => v * 2, x, Variable.Ones([3])), "?"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                var y = x.Sum();
                y.RegisterHook(g => Task.Factory.StartNew(() => g * 2, TaskCreationOptions.LongRunning).GetAwaiter().GetResult());
                y.Backward();
            },
            "?"),
        WrongUse.Of<ObjectDisposedException>(
            () =>
            {
                var tape = new Tape();
                tape.Dispose();
                tape.Pause();
            },
            "?"),
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
            "?"),
        WrongUse.Of<ReleasedVariableException>(
            () =>
            {
                Variable y;
                using (var scope = new Scope())
                    y = x * 2;
                y.Sum();
            },
            "?"),
        WrongUse.Of<ReleasedVariableException>(
            () =>
            {
                using (var tape = new Tape())
                    x.Sum().Backward();
                var g = x.Grad!;
                x.ZeroGrad();
                g.ToArray<float>();
            },
            "?"),
        WrongUse.Of<ObjectDisposedException>(
            () =>
            {
                var scope = new Scope();
                scope.Dispose();
                scope.Return(x);
            },
            "?"),
        WrongUse.Of<InvalidOperationException>(
            () =>
            {
                using var tape = new Tape();
                var y = x * 2;
                y.Update<float>(e => e[0] = 1);
            },
            "?"),
        WrongUse.Of<InvalidOperationException>(() => Variable.Ones([3]).Expand([2, 3]).Update<float>(e => e[0] = 1), "?"),
        WrongUse.Of<ArgumentException>(() => x.CopyFrom<float>([1f, 2f]), "?"),
        WrongUse.Of<ArgumentException>(() => d.CopyFrom(Variable.Ones([3])), "?"),
        WrongUse.Of<ArgumentException>(() => d.Lerp(x, 0.5), "?"),
    ];

    private static List<WrongUse> Types(Variable x, Variable d, Variable i) =>
    [
        WrongUse.Of<ArgumentException>(() => x + d, "?"),
        WrongUse.Of<ArgumentException>(() => i * 0.5, "?"),
        WrongUse.Of<ArgumentException>(() => i.Exp(), "?"),
        WrongUse.Of<ArgumentException>(() => x.To(DType.Float16) * 2, "?"),
        WrongUse.Of<ArgumentException>(() => x.To(DType.BFloat16) + x, "?"),
        WrongUse.Of<ArgumentException>(() => Variable.Where(x, x, x), "?"),
        WrongUse.Of<ArgumentException>(() => Variable.Normal([2], dtype: DType.Int32), "?"),
        WrongUse.Of<NotSupportedException>(() => Variable.From(new[] { 'a' }), "?"),
        WrongUse.Of<ArgumentException>(() => x.Sum().Item<double>(), "?"),
        WrongUse.Of<ArgumentException>(() => x.Item<float>(), "?"),
        WrongUse.Of<ArgumentException>(() => x.ToArray<int>(), "?"),
        WrongUse.Of<ArgumentException>(() => x.AsSpan<double>(), "?"),
        WrongUse.Of<InvalidOperationException>(() => x.T.AsSpan<float>(), "?"),
    ];

    private static List<WrongUse> Shapes(Variable x) =>
    [
        WrongUse.Of<ArgumentException>(() => x + Variable.Ones([4]), "?"),
        WrongUse.Of<ArgumentException>(() => x.Expand([4, 3]), "?"),
        WrongUse.Of<ArgumentException>(() => Variable.Zeros([2, -1]), "?"),
        WrongUse.Of<ArgumentException>(() => Variable.From(new[] { 1f, 2f, 3f }, [2, 2]), "?"),
        WrongUse.Of<ArgumentException>(() => x.Reshape(4), "?"),
        WrongUse.Of<ArgumentException>(() => x.Reshape(-1, 4), "?"),
        WrongUse.Of<ArgumentException>(() => x.Reshape(-1, -1), "?"),
        WrongUse.Of<ArgumentException>(() => x.Sum(2), "?"),
        WrongUse.Of<ArgumentException>(() => x.Sum(1, -1), "?"),
        WrongUse.Of<ArgumentException>(() => x.Permute(0), "?"),
        WrongUse.Of<ArgumentException>(() => x.Permute(0, 0), "?"),
        WrongUse.Of<ArgumentException>(() => x.Squeeze(0), "?"),
        WrongUse.Of<ArgumentException>(() => Variable.Concat(0, x, Variable.Ones([2, 4])), "?"),
        WrongUse.Of<ArgumentException>(() => Variable.Concat(0), "?"),
        WrongUse.Of<ArgumentException>(() => x.Split(1, 1, 1), "?"),
        WrongUse.Of<ArgumentException>(() => x.Chunk(1, 2), "?"),
        WrongUse.Of<ArgumentException>(() => x.Slice(1, 2, 2), "?"),
        WrongUse.Of<ArgumentException>(() => x.Slice(1, 0, 2, step: 0), "?"),
        WrongUse.Of<ArgumentException>(() => x[.., AxisIndex.Every(.., 0)], "?"),
        WrongUse.Of<ArgumentException>(() => x[0, 0, 0], "?"),
        WrongUse.Of<ArgumentException>(() => x[0, 3], "?"),
        WrongUse.Of<ArgumentException>(() => x[-1], "?"),
        WrongUse.Of<ArgumentException>(() => x[0, 1..7], "?"),
        WrongUse.Of<ArgumentException>(() => Variable.Zeros([0, 3]).Max(0), "?"),
        WrongUse.Of<ArgumentException>(() => Variable.Arange(0, 1, step: 0), "?"),
        WrongUse.Of<ArgumentException>(() => Variable.Linspace(0, 1, 0), "?"),
    ];

    private static List<WrongUse> Indexing(Variable x, Variable i) =>
    [
        WrongUse.Of<ArgumentException>(() => x.IndexSelect(0, Variable.From([0, 2])), "?"),
        WrongUse.Of<ArgumentException>(() => x.IndexSelect(0, Variable.From([0f, 1f])), "?"),
        WrongUse.Of<ArgumentException>(() => x.Gather(1, i), "?"),
        WrongUse.Of<ArgumentException>(() => x.Gather(1, Variable.From(new[,] { { 3 }, { 0 } })), "?"),
        WrongUse.Of<ArgumentException>(() => x.ScatterAdd(1, i, 5), "?"),
        WrongUse.Of<ArgumentException>(() => x.IndexAdd(0, i, 1), "?"),
        WrongUse.Of<ArgumentException>(() => i.OneHot(1), "?"),
        WrongUse.Of<ArgumentException>(() => x.CrossEntropy(Variable.From([0, 3])), "?"),
    ];

    private static List<WrongUse> Networks(Variable x, Variable i, Variable images) =>
    [
        WrongUse.Of<ArgumentException>(() => x.MatMul(x), "?"),
        WrongUse.Of<ArgumentException>(() => x.MatMul(Variable.From(2f)), "?"),
        WrongUse.Of<ArgumentException>(() => x.Linear(Variable.Ones([4, 2])), "?"),
        WrongUse.Of<ArgumentException>(() => images.Conv2d(Variable.Ones([6, 3, 3, 3])), "?"),
        WrongUse.Of<ArgumentException>(() => images.Conv2d(Variable.Ones([5, 2, 3, 3]), groups: 2), "?"),
        WrongUse.Of<ArgumentException>(() => images.Conv2d(Variable.Ones([6, 4, 9, 9])), "?"),
        WrongUse.Of<ArgumentException>(() => images.Conv2d(Variable.Ones([6, 4, 3, 3]), stride: 0), "?"),
        WrongUse.Of<ArgumentException>(() => images.MaxPool2d(2, padding: 2), "?"),
        WrongUse.Of<ArgumentException>(() => images.MaxPool2d(9), "?"),
        WrongUse.Of<ArgumentException>(() => x.Dropout(1.5), "?"),
        WrongUse.Of<ArgumentException>(() => x.CrossEntropy(Variable.From([0, 1, 2])), "?"),
        WrongUse.Of<ArgumentException>(() => x.CrossEntropy(i, labelSmoothing: 2), "?"),
    ];

    private static List<WrongUse> Devices(Variable x) =>
    [
        WrongUse.Of<NotSupportedException>(() => x.To(new Device("abacus", 0)), "?"),
        WrongUse.Of<NotSupportedException>(() => Variable.Zeros([2], device: new Device("abacus", 1)), "?"),
    ];
}
