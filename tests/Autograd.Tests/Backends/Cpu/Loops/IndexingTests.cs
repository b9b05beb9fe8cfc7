using Autograd.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>Gathers and scatters by an index against plain loops; sums have the same bits for every number of threads.</summary>
[Collection(PoolCollection.Name)]
public class IndexingTests
{
    private static CpuBackend Cpu => CpuBackend.Instance;

    public static TheoryData<int, int, int, int> Sizes => new()
    {
        { 1, 5, 7, 1 }, { 3, 5, 7, 1 }, { 2, 4, 9, 3 }, { 1, 50, 300, 600 }, { 4, 10, 33, 70 }, { 2000, 3, 5, 1 }, { 0, 3, 4, 5 }, { 2, 3, 0, 5 }, { 2, 3, 4, 0 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void AgreesWithPlainLoops(int outer, int length, int count, int inner)
    {
        var random = new Random(1);
        foreach (var dtype in Enum.GetValues<DType>())
        {
            var x = HostArray.Random(dtype, [outer, length, inner], Layout.Offset, random);
            var y = HostArray.Create(dtype, [outer, count, inner], Layout.Offset);
            var index = Indices([count], length, random);
            var indices = Indices([outer, count, inner], length, random);
            Cpu.IndexSelect(x.View, index.View, y.View, outer, inner);
            Each((i, o, c, r) => Assert.Equal(x.Number((((o * length) + (int)index.Get<long>(c)) * inner) + r), y.Number(i)));
            Cpu.Gather(x.View, indices.View, y.View, outer, inner);
            Each((i, o, c, r) => Assert.Equal(x.Number((((o * length) + (int)indices.Get<long>(i)) * inner) + r), y.Number(i)));
            if (dtype is not (DType.Float32 or DType.Float64 or DType.Int32 or DType.Int64))
                continue;
            foreach (var threads in new[] { 1, 4 })
            {
                using var scope = new ThreadCount(threads);
                var expected = x.Contiguous();
                var sum = x.Contiguous();
                Cpu.IndexAdd(y.View, index.View, sum.View, outer, inner);
                Each((i, o, c, r) => expected.Add((((o * length) + (int)index.Get<long>(c)) * inner) + r, y, i));
                Assert.Equal(expected.ToBytes(), sum.ToBytes());
                Cpu.ScatterAdd(y.View, indices.View, sum.View, outer, inner);
                Each((i, o, c, r) => expected.Add((((o * length) + (int)indices.Get<long>(i)) * inner) + r, y, i));
                Assert.Equal(expected.ToBytes(), sum.ToBytes());
            }
        }

        void Each(Action<int, int, int, int> check)
        {
            var i = 0;
            for (var o = 0; o < outer; o++)
            {
                for (var c = 0; c < count; c++)
                {
                    for (var r = 0; r < inner; r++)
                        check(i++, o, c, r);
                }
            }
        }
    }

    private static HostArray Indices(Shape shape, int length, Random random)
    {
        var index = HostArray.Create(DType.Int64, shape, Layout.Offset);
        for (var i = 0; i < index.Count; i++)
            index.Set(i, (long)random.Next(length));
        return index;
    }
}
