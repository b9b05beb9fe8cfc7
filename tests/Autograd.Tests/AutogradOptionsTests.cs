using Autograd.Tests.Backends.Cpu;
using Xunit;

namespace Autograd.Tests;

[Collection(PoolCollection.Name)]
public class AutogradOptionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void ThreadsBelowOneAreRefused(int threads)
    {
        int before = AutogradOptions.Threads;
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => AutogradOptions.Threads = threads);
        Assert.StartsWith($"threads: {threads} is less than 1; use 1 to compute on the calling thread alone", e.Message, StringComparison.Ordinal);
        Assert.Equal(before, AutogradOptions.Threads);
    }

    [Fact]
    public void TheEnvironmentVariableSetsTheFirstCount()
    {
        Assert.Equal(Environment.ProcessorCount, AutogradOptions.InitialThreads(null));
        Assert.Equal(Environment.ProcessorCount, AutogradOptions.InitialThreads(" "));
        Assert.Equal(3, AutogradOptions.InitialThreads("3"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("two")]
    public void AnEnvironmentVariableThatIsNoCountIsAnError(string text)
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => AutogradOptions.InitialThreads(text));
        Assert.Equal($"threads: AUTOGRAD_THREADS is \"{text}\", not a whole number of at least 1; correct or unset it", e.Message);
    }
}
