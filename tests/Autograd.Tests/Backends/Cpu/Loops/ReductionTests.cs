using Autograd.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>Reductions: values, accuracy, and bits that depend on the shape alone.</summary>
[Collection(PoolCollection.Name)]
public class ReductionTests
{
    private static CpuBackend Cpu => CpuBackend.Instance;

    public static TheoryData<int, int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int, int>
            {
                { 1, 0, 1 }, { 3, 0, 4 }, { 0, 5, 3 }, { 2, 5, 0 }, { 1, 70_000, 1 }, { 1, 200_001, 1 }, { 3, 65_537, 1 }, { 2, 1500, 3 }, { 1, 3000, 17 },
                { 1, 40, 1100 }, { 1, 1025, 1025 }, { 2, 1, 37 }, { 33, 1, 1 }, { 5, 2048, 1 }, { 4, 2049, 1 }, { 1, 33_000, 2 }, { 100, 7, 3 }, { 1000, 10, 1 },
            };
            for (var length = 1; length <= 140; length += 3)
                sizes.Add(19, length, 1);
            for (var inner = 2; inner <= 40; inner += 3)
                sizes.Add(3, 41 + inner, inner);
            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void AgreesWithAPlainLoop(int outer, int length, int inner)
    {
        foreach (var dtype in new[] { DType.Float32, DType.Float64, DType.Int32, DType.Int64 })
        {
            var x = HostArray.Random(dtype, [outer, length, inner], Layout.Offset, new Random(length));
            var y = HostArray.Create(dtype, [outer, inner], Layout.Offset);
            Cpu.Reduce<SumRule>(x.View, y.View, outer, length, inner);
            var size = dtype == DType.Float32 ? 1e-6 * Math.Sqrt(length + 1) : 1e-14 * Math.Sqrt(length + 1);
            Each((place, at) =>
            {
                double sum = 0, scale = 1;
                foreach (var i in place)
                {
                    sum += x.Number(i);
                    scale = Math.Max(scale, Math.Abs(x.Number(i)));
                }

                Assert.True(Math.Abs(y.Number(at) - sum) <= size * scale * 4, $"{y.Number(at)}, not {sum}");
            });
            Assert.True(y.IsUntouchedBehind());
            if (dtype == DType.Int32 || length == 0)
                continue;
            Cpu.Reduce<MaxRule>(x.View, y.View, outer, length, inner);
            Each((place, at) => Assert.Equal(place.Max(x.Number), y.Number(at)));
        }

        void Each(Action<IEnumerable<int>, int> check)
        {
            for (var o = 0; o < outer; o++)
            {
                for (var r = 0; r < inner; r++)
                    check(Enumerable.Range(0, length).Select(k => (((o * length) + k) * inner) + r), (o * inner) + r);
            }
        }
    }

    [Theory]
    [InlineData(1 << 20, 1)]
    [InlineData(100_000, 4)]
    public void SumsOfFloatsAreAsGoodAsPairwise(int length, int inner)
    {
        var random = new Random(5);
        var x = HostArray.Create(DType.Float32, [1, length, inner]);
        var y = HostArray.Create(DType.Float32, [inner]);
        var sums = new double[inner];
        for (var i = 0; i < x.Count; i++)
        {
            x.Set(i, 0.1f + (float)random.NextDouble());
            sums[i % inner] += x.Get<float>(i);
        }

        Cpu.Reduce<SumRule>(x.View, y.View, 1, length, inner);
        for (var i = 0; i < inner; i++)
            Assert.Equal(1, y.Get<float>(i) / sums[i], 4e-7);
    }

    [Theory]
    [InlineData(1, 500_000, 1)]
    [InlineData(700, 300, 1)]
    [InlineData(5000, 10, 1)]
    [InlineData(1, 5000, 100)]
    [InlineData(3, 700, 1500)]
    public void ThreadsGiveTheSameBits(int outer, int length, int inner)
    {
        var x = HostArray.Random(DType.Float32, [outer, length, inner], Layout.Contiguous, new Random(6));
        byte[]? first = null;
        foreach (var threads in new[] { 1, 2, 4, 16 })
        {
            using var count = new ThreadCount(threads);
            var y = HostArray.Create(DType.Float32, [outer, inner]);
            Cpu.Reduce<SumRule>(x.View, y.View, outer, length, inner);
            first ??= y.ToBytes();
            Assert.Equal(first, y.ToBytes());
        }
    }

    [Fact]
    public void ARowsSumDoesNotDependOnItsPlace()
    {
        var row = HostArray.Random(DType.Float32, [50], Layout.Contiguous, new Random(7));
        for (var rows = 1; rows < 40; rows += 6)
        {
            var x = HostArray.Create(DType.Float32, [rows, 50]);
            var y = HostArray.Create(DType.Float32, [rows]);
            for (var i = 0; i < x.Count; i++)
                x.Set(i, row.Get<float>(i % 50));
            Cpu.Reduce<SumRule>(x.View, y.View, rows, 50, 1);
            var columns = HostArray.Create(DType.Float32, [1]);
            Cpu.Reduce<SumRule>(row.View, columns.View, 1, 50, 1);
            for (var i = 0; i < rows; i++)
                Assert.Equal(columns.Get<float>(0), y.Get<float>(i));
        }
    }
}
