using Autograd.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>Copies between layouts, conversions between dtypes, fills.</summary>
[Collection(PoolCollection.Name)]
public class CopyingTests
{
    private static readonly DType[] AllTypes = Enum.GetValues<DType>();

    private static CpuBackend Cpu => CpuBackend.Instance;

    public static TheoryData<DType> Types => new(AllTypes);

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryLayoutCopiesToEveryOther(DType dtype)
    {
        var random = new Random(1);
        Shape[] shapes = [[], [5], [0, 3], [2, 3], [7, 9], [33, 65], [16, 16], [50, 3], [3, 4, 5], [5, 20, 18], [2, 3, 17, 19], [3, 1, 40]];
        foreach (var shape in shapes)
        {
            foreach (var from in Enum.GetValues<Layout>())
            {
                foreach (var to in new[] { Layout.Contiguous, Layout.Offset, Layout.Reversed, Layout.Transposed, Layout.Sliced })
                {
                    var x = HostArray.Random(dtype, shape, from, random);
                    var y = HostArray.Create(dtype, shape, to);
                    Cpu.Copy(x.View, y.View);
                    Assert.Equal(x.ToBytes(), y.ToBytes());
                    if (to is Layout.Contiguous or Layout.Offset)
                        Assert.True(y.IsUntouchedBehind());
                }
            }
        }
    }

    [Fact]
    public void ConversionsFollowTheirRules()
    {
        var random = new Random(2);
        foreach (var from in AllTypes)
        {
            foreach (var to in AllTypes)
            {
                if (from == to)
                    continue;
                foreach (var layout in new[] { Layout.Contiguous, Layout.Transposed, Layout.RepeatedLast })
                {
                    var x = HostArray.Random(from, [9, 37], layout, random);
                    var y = HostArray.Create(to, x.Shape);
                    Cpu.Copy(x.View, y.View);
                    var expected = HostArray.Create(to, x.Shape);
                    for (var i = 0; i < x.Count; i++)
                        expected.Set(i, x.Number(i));
                    Assert.Equal(expected.ToBytes(), y.ToBytes());
                }
            }
        }
    }

    [Fact]
    public void FloatsToIntegersGoTowardsZeroAndStopAtTheEnds()
    {
        float[] values = [1.9f, -1.9f, 0.5f, -0.5f, 3e9f, -3e9f, 1e19f, -1e19f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f];
        Assert.Equal(
            [1, -1, 0, 0, int.MaxValue, int.MinValue, int.MaxValue, int.MinValue, 0, int.MaxValue, int.MinValue, 0],
            Convert<float, int>(values));
        Assert.Equal(
            [1, -1, 0, 0, 3000000000, -3000000000, long.MaxValue, long.MinValue, 0, long.MaxValue, long.MinValue, 0],
            Convert<float, long>(values));
        Assert.Equal([1, int.MinValue, int.MaxValue, 0], Convert<double, int>([1.999, -1e300, 2147483647.5, double.NaN]));
        Assert.Equal([int.MaxValue, int.MinValue, 7], Convert<long, int>([long.MaxValue, long.MinValue, 7]));
        Assert.Equal([true, true, false, false, true], Convert<float, bool>([float.NaN, 1e-40f, 0, -0f, -3]));
    }

    [Fact]
    public void NarrowFloatsAreRoundedOnce()
    {
        var random = new Random(3);
        var doubles = new double[4000];
        for (var i = 0; i < doubles.Length; i++)
        {
            // Close to the middle between two neighbours, where rounding twice goes wrong.
            var whole = (double)random.Next(128, 256) + 0.5;
            doubles[i] = (whole + ((random.Next(3) - 1) * Math.ScaleB(1, -random.Next(20, 45)))) * Math.ScaleB(1, random.Next(-20, 20)) * (random.Next(2) == 0 ? 1 : -1);
        }

        var narrow = Convert<double, BFloat16>(doubles);
        for (var i = 0; i < doubles.Length; i++)
            Assert.Equal(NearestBFloat16(doubles[i]), (float)narrow[i]);
        long[] longs = [(1L << 40) + (1L << 32), (1L << 40) + (1L << 32) + 1, (1L << 62) + (1L << 54), (1L << 62) + (1L << 54) + 1, -(1L << 62) - (1L << 54) - 1, long.MinValue, 3];
        Assert.Equal(
            [MathF.ScaleB(1, 40), MathF.ScaleB(129, 33), MathF.ScaleB(1, 62), MathF.ScaleB(129, 55), -MathF.ScaleB(129, 55), -MathF.ScaleB(1, 63), 3],
            Convert<long, BFloat16>(longs).Select(v => (float)v));
        Assert.Equal([(Half)65504f, Half.PositiveInfinity, Half.Epsilon, (Half)0f], Convert<float, Half>([65519f, 65520f, 6e-8f, 2e-8f]));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void FillsAnyLayout(DType dtype)
    {
        foreach (var layout in new[] { Layout.Contiguous, Layout.Offset, Layout.Reversed, Layout.Transposed, Layout.Sliced })
        {
            Shape[] shapes = [[], [1], [0], [33, 5], [40, 1000]];
            foreach (var shape in shapes)
            {
                var y = HostArray.Create(dtype, shape, layout);
                var expected = HostArray.Create(dtype, shape);
                Cpu.Fill(y.View, 1.5);
                for (var i = 0; i < y.Count; i++)
                    expected.Set(i, 1.5);
                Assert.Equal(expected.ToBytes(), y.ToBytes());
            }
        }
    }

    private static float NearestBFloat16(double value)
    {
        var below = (float)new BFloat16((ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16));
        var candidates = new[] { below, Step(below, 1), Step(below, -1) };
        return candidates.OrderBy(c => Math.Abs(c - value)).ThenBy(c => BitConverter.SingleToUInt32Bits(c) >> 16 & 1).First();

        static float Step(float value, int by) => BitConverter.UInt32BitsToSingle((uint)(BitConverter.SingleToUInt32Bits(value) + (by << 16)));
    }

    private static TTo[] Convert<TFrom, TTo>(TFrom[] values)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        var x = HostArray.Create(DTypes.Of<TFrom>(), [values.Length]);
        var y = HostArray.Create(DTypes.Of<TTo>(), [values.Length]);
        for (var i = 0; i < values.Length; i++)
            x.Set(i, values[i]);
        Cpu.Copy(x.View, y.View);
        return [.. Enumerable.Range(0, values.Length).Select(y.Get<TTo>)];
    }
}
