using Autograd.Backends.Cpu;
using Autograd.Numerics;
using Autograd.Ops;
using Xunit;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>Every elementwise kernel against one lane at a time, bit for bit, over shapes, layouts and dtypes.</summary>
[Collection(PoolCollection.Name)]
public class ElementwiseTests
{
    private static readonly Layout[] Layouts = Enum.GetValues<Layout>();

    private static readonly Shape[] Shapes =
        [[], [1], [7], [33], [5, 3], [4, 8], [20, 40], [3, 200], [130, 4], [3, 600], [2, 3, 4, 5], [2, 18, 33], [0], [4, 0, 3], [6, 1, 5], [2, 70, 3, 2]];

    private static CpuBackend Cpu => CpuBackend.Instance;

    public static TheoryData<DType> Computed => [DType.Float32, DType.Float64, DType.Int32, DType.Int64];

    [Theory]
    [MemberData(nameof(Computed))]
    public void Unary(DType dtype)
    {
        Each((shape, layout, target, random) =>
        {
            var x = HostArray.Random(dtype, shape, layout, random);
            var y = HostArray.Create(dtype, shape, target);
            Cpu.Unary<NegateRule>(x.View, y.View);
            Check(dtype, y, new UnaryOracle<NegateRule>(), x);
            if (!dtype.IsFloat())
                return;
            Cpu.Unary<TanhRule>(x.View, y.View);
            Check(dtype, y, new UnaryOracle<TanhRule>(), x);
        });
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void UnaryVjp(DType dtype)
    {
        Each((shape, layout, target, random) =>
        {
            var x = HostArray.Random(dtype, shape, layout, random);
            var y = HostArray.Random(dtype, shape, target is Layout.Transposed ? Layout.Sliced : layout, random);
            var dy = HostArray.Random(dtype, shape, Layout.Offset, random);
            var dx = HostArray.Create(dtype, shape, target);
            Cpu.UnaryVjp<LogRule>(x.View, dy.View, dy.View, dx.View);
            Check(dtype, dx, new UnaryVjpOracle<LogRule>(), x, y, dy);
            Cpu.UnaryVjp<TanhRule>(dy.View, y.View, dy.View, dx.View);
            Check(dtype, dx, new UnaryVjpOracle<TanhRule>(), x, y, dy);
            var before = dy.Contiguous();
            Cpu.UnaryVjp<NegateRule>(dy.View, dy.View, dy.View, dy.View);
            Check(dtype, dy, new UnaryVjpOracle<NegateRule>(), x, y, before);
        });
    }

    [Theory]
    [MemberData(nameof(Computed))]
    public void Binary(DType dtype)
    {
        Each((shape, layout, target, random) =>
        {
            foreach (var other in new[] { Layout.Contiguous, Layout.Transposed, Layout.RepeatedFirst, Layout.RepeatedLast })
            {
                var a = HostArray.Random(dtype, shape, layout, random);
                var b = HostArray.Random(dtype, shape, other, random);
                var y = HostArray.Create(dtype, shape, target);
                Cpu.Binary<MultiplyRule>(a.View, b.View, y.View);
                Check(dtype, y, new BinaryOracle<MultiplyRule>(), a, b);
            }
        });
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void BinaryVjp(DType dtype)
    {
        Each((shape, layout, target, random) =>
        {
            var a = HostArray.Random(dtype, shape, layout, random);
            var b = HostArray.Random(dtype, shape, Layout.Transposed, random);
            var y = HostArray.Random(dtype, shape, layout, random);
            var dy = HostArray.Random(dtype, shape, Layout.Contiguous, random);
            var da = HostArray.Create(dtype, shape, target);
            var db = HostArray.Create(dtype, shape, Layout.Offset);
            Cpu.BinaryVjp<DivideRule>(a.View, b.View, y.View, dy.View, da.View, db.View);
            Check(dtype, da, new FirstOracle<DivideRule>(), a, b, y, dy);
            Check(dtype, db, new SecondOracle<DivideRule>(), a, b, y, dy);
            Cpu.BinaryVjp<MultiplyRule>(a.View, b.View, y.View, dy.View, da.View, null);
            Check(dtype, da, new FirstOracle<MultiplyRule>(), a, b, y, dy);
            Cpu.BinaryVjp<MultiplyRule>(a.View, b.View, y.View, dy.View, null, db.View);
            Check(dtype, db, new SecondOracle<MultiplyRule>(), a, b, y, dy);
            var before = dy.Contiguous();
            Cpu.BinaryVjp<DivideRule>(a.View, b.View, y.View, dy.View, dy.View, db.View);
            Check(dtype, dy, new FirstOracle<DivideRule>(), a, b, y, before);
            Check(dtype, db, new SecondOracle<DivideRule>(), a, b, y, before);
        });
    }

    [Theory]
    [MemberData(nameof(Computed))]
    [InlineData(DType.Bool)]
    public void Compare(DType dtype)
    {
        Each((shape, layout, target, random) =>
        {
            var a = HostArray.Random(dtype, shape, layout, random);
            var b = HostArray.Random(dtype, shape, Layout.Transposed, random);
            var truth = HostArray.Create(DType.Bool, shape, target);
            Cpu.Compare<LessRule>(a.View, b.View, truth.View);
            for (var i = 0; i < truth.Count; i++)
                Assert.Equal(a.Number(i) < b.Number(i) ? 1 : 0, truth.Get<byte>(i));
            Cpu.Compare<EqualRule>(a.View, b.View, truth.View);
            for (var i = 0; i < truth.Count; i++)
                Assert.Equal(a.Number(i) == b.Number(i) ? 1 : 0, truth.Get<byte>(i));
        });
    }

    [Theory]
    [MemberData(nameof(Computed))]
    [InlineData(DType.Bool)]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    public void Select(DType dtype)
    {
        Each((shape, layout, target, random) =>
        {
            var condition = HostArray.Random(DType.Bool, shape, layout, random);
            var a = HostArray.Random(dtype, shape, Layout.Transposed, random);
            var b = HostArray.Random(dtype, shape, layout, random);
            var y = HostArray.Create(dtype, shape, target);
            Cpu.Select(condition.View, a.View, b.View, y.View);
            for (var i = 0; i < y.Count; i++)
                Assert.Equal((condition.Get<bool>(i) ? a : b).Bytes(i), y.Bytes(i));
        });
    }

    [Theory]
    [MemberData(nameof(Computed))]
    public void Accumulate(DType dtype)
    {
        Each((shape, layout, target, random) =>
        {
            var x = HostArray.Random(dtype, shape, layout, random);
            var y = HostArray.Random(dtype, shape, target, random);
            var before = y.Contiguous();
            Cpu.Accumulate(x.View, y.View);
            Check(dtype, y, new SumOracle(), before, x);
        });
    }

    [Fact]
    public void EveryTailIsComputedLikeTheRest()
    {
        var random = new Random(1);
        for (var count = 0; count <= 70; count++)
        {
            foreach (var offset in new[] { Layout.Contiguous, Layout.Offset })
            {
                var x = HostArray.Random(DType.Float32, [count], offset, random);
                var y = HostArray.Create(DType.Float32, [count], offset);
                Cpu.Unary<TanhRule>(x.View, y.View);
                Check(DType.Float32, y, new UnaryOracle<TanhRule>(), x);
                var before = x.Contiguous();
                Cpu.UnaryVjp<TanhRule>(x.View, y.View, x.View, x.View);
                Check(DType.Float32, x, new UnaryVjpOracle<TanhRule>(), before, y, before);
                Assert.True(y.IsUntouchedBehind(), $"{count} elements");
            }
        }
    }

    [Fact]
    public void ThreadsAndLayoutsGiveTheSameBits()
    {
        var random = new Random(2);
        Shape shape = [300, 701];
        var a = HostArray.Random(DType.Float32, shape, Layout.Contiguous, random);
        var b = HostArray.Random(DType.Float32, shape, Layout.Transposed, random);
        byte[]? first = null;
        foreach (var threads in new[] { 1, 2, 4, 16 })
        {
            using var count = new ThreadCount(threads);
            foreach (var other in new[] { b, b.Contiguous() })
            {
                var y = HostArray.Create(DType.Float32, shape);
                Cpu.Binary<DivideRule>(a.View, other.View, y.View);
                Cpu.Unary<TanhRule>(y.View, y.View);
                first ??= y.ToBytes();
                Assert.Equal(first, y.ToBytes());
            }
        }
    }

    private static void Each(Action<Shape, Layout, Layout, Random> check)
    {
        var random = new Random(3);
        foreach (var shape in Shapes)
        {
            foreach (var layout in Layouts)
            {
                foreach (var target in new[] { Layout.Contiguous, Layout.Transposed, Layout.Sliced })
                    check(shape, layout, target, random);
            }
        }
    }

    private static void Check<TOracle>(DType dtype, HostArray result, TOracle oracle, params HostArray[] operands)
        where TOracle : IOracle
    {
        switch (dtype)
        {
            case DType.Float32:
                Check<float, TOracle>(result, oracle, operands);
                break;
            case DType.Float64:
                Check<double, TOracle>(result, oracle, operands);
                break;
            case DType.Int32:
                Check<int, TOracle>(result, oracle, operands);
                break;
            default:
                Check<long, TOracle>(result, oracle, operands);
                break;
        }
    }

    private static unsafe void Check<T, TOracle>(HostArray result, TOracle oracle, HostArray[] operands)
        where T : unmanaged
        where TOracle : IOracle
    {
        var values = new Scalar<T>[4];
        for (var i = 0; i < result.Count; i++)
        {
            for (var k = 0; k < operands.Length; k++)
                values[k] = Scalar<T>.Broadcast(operands[k].Get<T>(i));
            T expected;
            oracle.Value(values[0], values[1], values[2], values[3]).Store(&expected);
            var got = result.Get<T>(i);
            if (!EqualityComparer<T>.Default.Equals(expected, got))
                Assert.Fail($"{typeof(TOracle)} {result.Shape} {result.View.Strides} at {i}: {got}, not {expected}, of {string.Join(", ", operands.Select(o => $"{o.View.Strides} {o.Get<T>(i)}"))}");
        }
    }

    private interface IOracle
    {
        T Value<T>(T a, T b, T c, T d)
            where T : IReal<T>;
    }

    private readonly struct UnaryOracle<TRule> : IOracle
        where TRule : struct, IUnaryRule
    {
        public T Value<T>(T a, T b, T c, T d)
            where T : IReal<T> => TRule.Value(a);
    }

    private readonly struct UnaryVjpOracle<TRule> : IOracle
        where TRule : struct, IUnaryRule
    {
        public T Value<T>(T a, T b, T c, T d)
            where T : IReal<T> => T.IfEqual(c, T.Zero, T.Zero, c * TRule.Partial(a, b));
    }

    private readonly struct BinaryOracle<TRule> : IOracle
        where TRule : struct, IBinaryRule
    {
        public T Value<T>(T a, T b, T c, T d)
            where T : IReal<T> => TRule.Value(a, b);
    }

    private readonly struct FirstOracle<TRule> : IOracle
        where TRule : struct, IBinaryRule
    {
        public T Value<T>(T a, T b, T c, T d)
            where T : IReal<T> => T.IfEqual(d, T.Zero, T.Zero, d * TRule.PartialFirst(a, b, c));
    }

    private readonly struct SecondOracle<TRule> : IOracle
        where TRule : struct, IBinaryRule
    {
        public T Value<T>(T a, T b, T c, T d)
            where T : IReal<T> => T.IfEqual(d, T.Zero, T.Zero, d * TRule.PartialSecond(a, b, c));
    }

    private readonly struct SumOracle : IOracle
    {
        public T Value<T>(T a, T b, T c, T d)
            where T : IReal<T> => a + b;
    }
}
