using Xunit;

namespace Autograd.Tests.Ops;

/// <summary>The table of shared constants is bounded, and what filled it does not keep others out.</summary>
public class ConstantTableTests
{
    [Fact]
    public void AConstantIsSharedAgainAfterTheTableWasFull()
    {
        var x = Variable.Ones([2]);
        for (var i = 0; i < 10_000; i++)
            _ = x.ConstantLike("test", i + 0.125);

        // Others may fill it meanwhile, so the same object is asked for at once, and several times.
        Assert.Contains(Enumerable.Range(0, 100), i => ReferenceEquals(x.ConstantLike("test", -i - 0.5), x.ConstantLike("test", -i - 0.5)));
    }
}
