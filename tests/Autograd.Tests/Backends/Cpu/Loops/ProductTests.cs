using Autograd.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>Batches of matrix products in every layout.</summary>
[Collection(PoolCollection.Name)]
public class ProductTests
{
    public static TheoryData<int[], int, int, int> Sizes => new()
    {
        { [], 3, 4, 5 },
        { [], 1, 1, 1 },
        { [], 4, 0, 3 },
        { [], 0, 4, 3 },
        { [4], 7, 5, 3 },
        { [2, 3], 6, 17, 8 },
        { [2, 1, 3], 5, 9, 20 },
        { [0, 3], 5, 9, 20 },
        { [3, 2, 2], 33, 20, 18 },
        { [2, 2], 70, 300, 90 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EveryLayoutIsMultiplied(int[] batch, int m, int k, int n)
    {
        var random = new Random(1);
        foreach (var dtype in new[] { DType.Float32, DType.Float64, DType.Int32, DType.Int64 })
        {
            foreach (var la in new[] { Layout.Contiguous, Layout.Transposed, Layout.Reversed, Layout.RepeatedFirst })
            {
                foreach (var lb in new[] { Layout.Offset, Layout.Transposed, Layout.RepeatedFirst, Layout.Sliced })
                {
                    foreach (var withBias in new[] { false, true })
                    {
                        var a = HostArray.Random(dtype, [.. batch, m, k], la, random);
                        var b = HostArray.Random(dtype, [.. batch, k, n], lb, random);
                        var c = HostArray.Create(dtype, [.. batch, m, n]);
                        var bias = HostArray.Random(dtype, [n], Layout.Offset, random);
                        CpuBackend.Instance.MatMul(a.View, b.View, c.View, withBias ? bias.View : null);
                        Check(a, b, c, withBias ? bias : null, m, k, n);
                    }
                }
            }
        }
    }

    private static void Check(HostArray a, HostArray b, HostArray c, HostArray? bias, int m, int k, int n)
    {
        var left = a.ToNumbers();
        var right = b.ToNumbers();
        for (var i = 0; i < c.Count; i++)
        {
            var item = i / (m * n);
            var row = i / n % m;
            var column = i % n;
            var sum = bias?.Number(column) ?? 0;
            for (var j = 0; j < k; j++)
                sum += left[(((item * m) + row) * k) + j] * right[(((item * k) + j) * n) + column];
            var tolerance = c.View.DType == DType.Float32 ? 1e-4 : 1e-11;
            if (Math.Abs(c.Number(i) - sum) > tolerance * (k + 1))
                Assert.Fail($"{a.Shape}{a.View.Strides} × {b.Shape}{b.View.Strides} at {i}: {c.Number(i)}, not {sum}");
        }
    }
}
