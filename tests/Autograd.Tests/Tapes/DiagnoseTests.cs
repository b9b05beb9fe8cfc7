using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Tapes;

public class DiagnoseTests
{
    [Fact]
    public void TheFirstOperationThatMadeNaNIsNamedWithFileAndLine()
    {
        var x = Variable.From([1.0, 0.0, 4.0]).WithGrad();
        using var tape = new Tape(TapeOptions.Diagnose);
        var y = x.Log();
        var loss = (y * 0).Sum();
        Assert.StartsWith("log at DiagnoseTests.cs:", tape.FirstNonFinite, StringComparison.Ordinal);
        Assert.EndsWith("finite inputs gave -∞ at element 1 of [3]", tape.FirstNonFinite, StringComparison.Ordinal);
        var error = Assert.Throws<InvalidOperationException>(() => loss.Backward());
        Assert.StartsWith("backward: the root is not finite; the first such value came from log at DiagnoseTests.cs:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADerivativeThatTurnsFiniteCotangentsIntoInfinityIsNamed()
    {
        var x = Variable.From([1.0, 0.0]).WithGrad();
        using var tape = new Tape(TapeOptions.Diagnose);
        var loss = x.Sqrt().Sum();
        var error = Assert.Throws<InvalidOperationException>(() => loss.Backward());
        Assert.StartsWith("backward: the derivative of sqrt at DiagnoseTests.cs:", error.Message, StringComparison.Ordinal);
        Assert.Contains("turned finite cotangents into ∞ for input 0 at element 1 of [2]", error.Message, StringComparison.Ordinal);
        Assert.Null(x.Grad);
    }

    [Fact]
    public void FiniteWorkIsUnchanged()
    {
        var x = Variable.From([1.0, 2.0]).WithGrad();
        using var tape = new Tape(TapeOptions.Diagnose);
        x.Log().Sum().Backward();
        Assert.Null(tape.FirstNonFinite);
        Near.Equal([1, 0.5], x.Grad!);
    }

    [Fact]
    public void ErrorsAboutChangedValuesNameThePlace()
    {
        var x = Variable.From([1.0, 2.0]).WithGrad();
        using var tape = new Tape(TapeOptions.Diagnose);
        var y = (x * x).Sum();
        x.CopyFrom<double>([3, 4]);
        Assert.StartsWith("backward: mul at DiagnoseTests.cs:", Assert.Throws<InvalidOperationException>(() => y.Backward()).Message, StringComparison.Ordinal);
    }
}
