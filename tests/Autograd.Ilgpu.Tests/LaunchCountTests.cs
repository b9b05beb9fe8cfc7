using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>
/// How many kernels a step of typical models takes, forward and backward: a fused kernel that an operation no longer finds would show
/// here, since its decomposition gives the same numbers.
/// </summary>
/// <param name="output">Where the counts are told.</param>
public sealed class LaunchCountTests(ITestOutputHelper output)
{
    [Fact]
    public void AnMlp() => AssertLaunches(19, static device =>
    {
        var x = Numbers([8, 6], 1, device);
        var targets = Variable.From([0L, 1, 2, 0, 1, 2, 0, 1], device);
        var (w1, b1, w2, b2) = (Leaf([5, 6], 2, device), Leaf([5], 3, device), Leaf([3, 5], 4, device), Leaf([3], 5, device));
        return ([w1, b1, w2, b2], () => x.Linear(w1, b1).Relu().Linear(w2, b2).CrossEntropy(targets));
    });

    [Fact]
    public void ACnn() => AssertLaunches(23, static device =>
    {
        var x = Numbers([2, 1, 6, 6], 1, device);
        var targets = Variable.From([0L, 1], device);
        var (w1, b1, w2, b2) = (Leaf([2, 1, 3, 3], 2, device), Leaf([2], 3, device), Leaf([3, 18], 4, device), Leaf([3], 5, device));
        return ([w1, b1, w2, b2], () => x.Conv2d(w1, b1, padding: 1).Relu().MaxPool2d(2).Flatten(1).Linear(w2, b2).CrossEntropy(targets));
    });

    [Fact]
    public void ATransformersBlock() => AssertLaunches(47, static device =>
    {
        var x = Leaf([1, 4, 8], 1, device);
        var (g1, c1, g2, c2) = (Leaf([8], 2, device), Leaf([8], 3, device), Leaf([8], 4, device), Leaf([8], 5, device));
        var (wq, wk, wv, wo) = (Leaf([8, 8], 6, device), Leaf([8, 8], 7, device), Leaf([8, 8], 8, device), Leaf([8, 8], 9, device));
        var (w1, w2) = (Leaf([16, 8], 10, device), Leaf([8, 16], 11, device));
        return ([x, g1, c1, g2, c2, wq, wk, wv, wo, w1, w2], () =>
        {
            var h = x.LayerNorm([8], g1, c1);
            var (q, k, v) = (Heads(h.Linear(wq)), Heads(h.Linear(wk)), Heads(h.Linear(wv)));
            var y = q.ScaledDotProductAttention(k, v, isCausal: true).Permute(0, 2, 1, 3).Reshape(1, 4, 8);
            var z = x + y.Linear(wo);
            return (z + z.LayerNorm([8], g2, c2).Linear(w1).Gelu().Linear(w2)).Sum();
        }
        );
    });

    private static Variable Heads(Variable x) => x.Reshape(1, 4, 2, 4).Permute(0, 2, 1, 3);

    private static Variable Numbers(Shape shape, ulong seed, Device device) => Variable.Normal(shape, new RandomGenerator(seed)).To(device);

    private static Variable Leaf(Shape shape, ulong seed, Device device) => Numbers(shape, seed, device).WithGrad();

    private void AssertLaunches(long expected, Func<Device, (Variable[] Leaves, Func<Variable> Loss)> make)
    {
        Accelerated.Require();
        var (leaves, loss) = make(Accelerated.Device);
        Step(leaves, loss);
        var before = Devices.Activity(Accelerated.Device).Launches;
        Step(leaves, loss);
        var launches = Devices.Activity(Accelerated.Device).Launches - before;
        output.WriteLine($"{launches} launches");
        Assert.Equal(expected, launches);
    }

    private static void Step(Variable[] leaves, Func<Variable> loss)
    {
        using var tape = new Tape();
        tape.Gradients(loss(), leaves);
    }
}
