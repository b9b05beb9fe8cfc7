using Xunit;

namespace Autograd.Tests.Tapes;

public class NestedCheckpointTests
{
    [Fact]
    public void InnerMasksAreTheSameInEveryRun()
    {
        var random = new RandomGenerator(3);
        var x = Variable.Ones([64], DType.Float64).WithGrad();
        using var tape = new Tape();
        var y = Checkpoint.Run(a => Checkpoint.Run(b => b.Dropout(0.5, random), a), x);

        y.Sum().Backward();

        Assert.Equal(y.ToArray<double>(), x.Grad!.ToArray<double>());
        Assert.Equal(1, random.Position);
    }
}
