using Xunit;

namespace Autograd.Ilgpu.Tests;

public sealed class StructuredTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void SumsAlongEachAxisAgree(int axis)
    {
        Accelerated.AssertAgrees(x => x[0].Sum(axis), 32, Accelerated.Numbers([2, 40, 3]));
    }

    [Fact]
    public void ReductionsOfSeveralLevelsAgree()
    {
        Accelerated.AssertAgrees(static x => x[0].Sum(), 64, Accelerated.Numbers([1100], DType.Float64));
        Accelerated.AssertAgrees(static x => x[0].Mean(0, 2), 64, Accelerated.Numbers([3, 2, 37]));
        Accelerated.AssertAgrees(static x => x[0].T.LogSumExp(1), 16, Accelerated.Numbers([33, 2]));
    }

    [Fact]
    public void ReductionsOfIntegersNothingAndNaNAgree()
    {
        Accelerated.AssertSame(static x => x[0].Sum(), Variable.Arange(100, DType.Int64));
        Accelerated.AssertSame(static x => x[0].Max(), Variable.From([int.MinValue, int.MinValue]));
        Accelerated.AssertSame(static x => x[0].Sum(0), Variable.Zeros([0, 3]));
        Accelerated.AssertSame(static x => x[0].Max(0), Variable.From(new[,] { { 1f, float.NaN, -1 }, { float.NaN, 2, float.NegativeInfinity } }));
    }

    [Fact]
    public void MaximaShareTheGradient() => Accelerated.AssertAgrees(static x => x[0].Max(1), 0, Variable.From(new[,] { { 1f, 3, 3 }, { 2, 2, 2 } }));

    [Fact]
    public void MatrixProductsAgree()
    {
        foreach (var dtype in new[] { DType.Float32, DType.Float64 })
            Accelerated.AssertAgrees(static x => x[0].MatMul(x[1]), 64, Accelerated.Numbers([3, 5], dtype), Accelerated.Numbers([5, 2], dtype, seed: 2));
        Accelerated.AssertAgrees(static x => x[0].T.MatMul(x[1].T), 64, Accelerated.Numbers([5, 3]), Accelerated.Numbers([2, 5], seed: 2));
        Accelerated.AssertAgrees(static x => x[0].MatMul(x[1]), 64, Accelerated.Numbers([2, 1, 3, 4]), Accelerated.Numbers([3, 4, 2], seed: 2));
        Accelerated.AssertAgrees(static x => x[0].MatMul(x[1]), 64, Accelerated.Numbers([4]), Accelerated.Numbers([4], seed: 2));
        Accelerated.AssertAgrees(
            static x => x[0].Linear(x[1], x[2]), 64, Accelerated.Numbers([2, 3, 4]), Accelerated.Numbers([5, 4], seed: 2), Accelerated.Numbers([5], seed: 3));
        Accelerated.AssertSame(static x => x[0].MatMul(x[1]), Variable.From(new[,] { { 1, 2 }, { 3, 4 } }), Variable.From(new[,] { { 5, 6 }, { 7, 8 } }));
        Accelerated.AssertSame(static x => x[0].MatMul(x[1]), Variable.Zeros([2, 0]), Variable.Zeros([0, 3]));
    }

    [Fact]
    public void ProductsOfSeveralTilesAgreeToTheBitWhereNothingIsRounded()
    {
        foreach (var dtype in new[] { DType.Float32, DType.Float64 })
        {
            Accelerated.AssertAgrees(static x => x[0].MatMul(x[1]), 0, Integers([70, 33], dtype, 1), Integers([33, 67], dtype, 2));
            Accelerated.AssertAgrees(static x => x[0].T.MatMul(x[1].T), 0, Integers([17, 66], dtype, 3), Integers([9, 17], dtype, 4));
            Accelerated.AssertAgrees(static x => x[0].MatMul(x[1]), 0, Integers([2, 3, 300], dtype, 5), Integers([300, 5], dtype, 6));
        }

        Accelerated.AssertSame(static x => x[0].MatMul(x[1]), Variable.Arange(65 * 3, DType.Int64).Reshape(65, 3), Variable.Arange(3 * 66, DType.Int64).Reshape(3, 66));

        static Variable Integers(Shape shape, DType dtype, int seed)
        {
            var random = new Random(seed);
            return Variable.From(Enumerable.Range(0, (int)shape.Count).Select(_ => (double)random.Next(-3, 4)).ToArray(), shape).To(dtype);
        }
    }

    [Fact]
    public void AnIndexWithManyRepeatsAddsInItsOrder()
    {
        // Rounding makes every other order give other bits.
        var random = new Random(3);
        var index = Variable.From(Enumerable.Range(0, 200).Select(_ => (long)random.Next(5)).ToArray());
        Accelerated.AssertSame(static x => x[0].IndexAdd(0, x[1], 5), Accelerated.Numbers([200, 3]), index);
    }

    [Fact]
    public void ViewsJoinsAndRegionsAgree()
    {
        Accelerated.AssertAgrees(static x => Variable.Concat(0, x[0], x[1][1..]), 4, Accelerated.Numbers([2, 3]), Accelerated.Numbers([3, 3], seed: 2));
        Accelerated.AssertAgrees(static x => x[0][0] * x[0][1] + x[0][1..].Sum(0), 8, Accelerated.Numbers([3, 4]));
    }

    [Fact]
    public void SelectingAndAddingByIndexAgreesWithRepeats()
    {
        var index = Variable.From([2L, 0, 2, 1]);
        Accelerated.AssertAgrees(static x => x[0].IndexSelect(1, x[1]), 4, Accelerated.Numbers([2, 3, 2]), index);
        Accelerated.AssertAgrees(static x => x[0].IndexAdd(0, x[1], 3), 4, Accelerated.Numbers([4, 2]), index);
        var each = Variable.From(new long[,] { { 0, 2 }, { 2, 2 }, { 1, 0 } });
        Accelerated.AssertAgrees(static x => x[0].Gather(0, x[1]), 4, Accelerated.Numbers([3, 2]), each);
        Accelerated.AssertAgrees(static x => x[0].ScatterAdd(0, x[1], 3), 4, Accelerated.Numbers([3, 2]), each);
        Accelerated.AssertSame(static x => x[0].OneHot(3), index);
    }

    [Fact]
    public void AnIndexOutOfRangeSurfacesAtTheNextSynchronisation()
    {
        Accelerated.Require();
        var x = Variable.From([1f, 2], Accelerated.Device);
        var picked = x.IndexSelect(0, Variable.From([0L, 7], Accelerated.Device));
        var error = Assert.Throws<ArgumentException>(() => picked.ToArray<float>());
        Assert.Equal("index_select: the index 7 was out of range in a kernel since the last synchronisation; check indices on the CPU before moving them", error.Message);
        Assert.Equal([1f, 0], picked.ToArray<float>());
    }

    [Fact]
    public void AFusedOperationRunsItsDecomposition()
    {
        var targets = Variable.From([2L, 0]);
        Accelerated.AssertAgrees(static x => x[0].CrossEntropy(x[1]), 16, Accelerated.Numbers([2, 3]), targets);
    }

    [Fact]
    public void ANetworkLearns()
    {
        Accelerated.Require();
        var expected = Train(Device.Cpu);
        var actual = Train(Accelerated.Device);
        Assert.True(actual[^1] < 0.5 * actual[0]);
        for (var step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], actual[step], 1e-5);

        static float[] Train(Device device)
        {
            var random = new RandomGenerator(7);
            var x = Variable.Normal([8, 2], random).To(device);
            var y = (x * x).Sum(1).Unsqueeze(1);
            var w1 = Variable.Normal([2, 6], random).To(device).WithGrad();
            var w2 = Variable.Normal([6, 1], random).To(device).WithGrad();
            var losses = new float[12];
            for (var step = 0; step < losses.Length; step++)
            {
                using var tape = new Tape();
                var error = x.MatMul(w1).Tanh().MatMul(w2) - y;
                var loss = (error * error).Mean();
                losses[step] = (float)loss;
                var gradients = tape.Gradients(loss, [w1, w2]);
                using (tape.Pause())
                {
                    w1.CopyFrom(w1.Detach() - (gradients[0]! * 0.03));
                    w2.CopyFrom(w2.Detach() - (gradients[1]! * 0.03));
                }
            }

            return losses;
        }
    }
}
