using Xunit;

namespace Autograd.NN.Tests.Modules;

public class RegistrationTests
{
    private static Variable Input => Variable.Ones([2, 4]);

    [Fact]
    public void EverythingIsRegisteredByItsPath()
    {
        var net = new GoodNet();

        Assert.Equal(
            ["scale", "input.weight", "input.bias", "blocks.0.weight", "blocks.0.bias", "blocks.1.weight", "heads.main.weight", "heads.main.bias", "output.weight", "output.bias"],
            net.NamedParameters().Select(named => named.Name));
        Assert.Equal(["mean"], net.NamedBuffers().Select(named => named.Name));
        Assert.Equal("blocks.1.weight", net.Blocks[1].Weight.Path);
        Assert.Equal(["weight"], net.Blocks[1].NamedParameters().Select(named => named.Name));
        using var tape = new Tape();
        net.Call(Input).Sum().Backward();
        Assert.All(net.Parameters(), parameter => Assert.NotNull(parameter.Grad));
    }

    [Fact]
    public void AModuleThatWasNeverAddedIsNamedWithAndWithoutTape()
    {
        var forgotten = new Linear(4, 2);
        var net = new TestNet((_, x) => forgotten.Call(x));
        const string Expected =
            "TestNet: its forward pass used Linear(4 → 2), which was never added to TestNet; add it in the constructor, _field = Add(\"name\", module), or Borrow it if it belongs elsewhere";

        Assert.Equal(Expected, Assert.Throws<InvalidOperationException>(() => net.Call(Input)).Message);
        using var tape = new Tape();
        Assert.Equal(Expected, Assert.Throws<InvalidOperationException>(() => net.Call(Input)).Message);
        net.Adopt("found", forgotten);
        Assert.Equal([2, 2], net.Call(Input).Shape);
    }

    [Fact]
    public void AParameterOfAForgottenModuleIsNamed()
    {
        var forgotten = new Linear(4, 2);
        var net = new TestNet((_, x) => x.Linear(forgotten.Weight));

        var error = Assert.Throws<InvalidOperationException>(() => net.Call(Input));

        Assert.StartsWith("TestNet: its forward pass used the parameter 'weight' of Linear(4 → 2), which was never added", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABufferOfAForgottenModuleIsNamed()
    {
        var other = new TestNet((_, x) => x);
        var buffer = other.Hold("mean", Variable.Zeros([4]));
        var net = new TestNet((_, x) => x - buffer.Value);

        Assert.Contains("the buffer 'mean' of TestNet", Assert.Throws<InvalidOperationException>(() => net.Call(Input)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AForgottenModuleDeepInsideIsNoticedByTheOutermost()
    {
        var forgotten = new Dropout();
        var net = new TestNet((_, x) => x);
        var inner = new TestNet((_, x) => forgotten.Call(x));
        var outer = new TestNet((_, x) => inner.Call(net.Call(x)));
        outer.Adopt("net", net);
        outer.Adopt("inner", inner);

        Assert.Contains("Dropout(0.5)", Assert.Throws<InvalidOperationException>(() => outer.Call(Input)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AVariableThatRequiresAGradientMustBeAParameter()
    {
        var weight = Variable.Ones([2, 4]).WithGrad();
        var net = new TestNet((_, x) => x.Linear(weight));

        Assert.Equal([2, 2], net.Call(Input).Shape);
        using var tape = new Tape();
        Assert.Equal(
            "TestNet: linear used f32[2, 4] cpu data, which requires a gradient but is no parameter of TestNet; register it with AddParameter, pass it as input, or Borrow it if it belongs elsewhere",
            Assert.Throws<InvalidOperationException>(() => net.Call(Input)).Message);
        net.Lend(weight);
        net.Call(Input).Sum().Backward();
        Assert.NotNull(weight.Grad);
        Assert.Empty(net.Parameters());
    }

    [Fact]
    public void InputsMayRequireGradients()
    {
        var x = Input.WithGrad();
        var net = new TestNet((_, y) => y * 2);
        var pair = new Pair();

        using var tape = new Tape();
        (net.Call(x) + pair.Call((x, Input))).Sum().Backward();

        Assert.NotNull(x.Grad);
    }

    [Fact]
    public void ResultsOfAnEarlierModuleAreNoLeaves()
    {
        var first = new Linear(4, 4);
        var second = new Linear(4, 1);
        using var tape = new Tape();

        var hidden = first.Call(Input);
        var net = new TestNet((_, x) => second.Call(x) + hidden.Sum());
        net.Adopt("second", second);
        net.Call(hidden).Sum().Backward();

        Assert.NotNull(first.Weight.Grad);
    }

    [Fact]
    public void ABorrowedModuleIsUsedButNotOwned()
    {
        var teacher = new Sequential(new Linear(4, 4), new ReLU());
        teacher.Freeze();
        var net = new TestNet((_, x) => teacher.Call(x) + ((Linear)teacher[0]).Call(x));
        net.Lend(teacher);

        using var tape = new Tape();
        Assert.Equal([2, 4], net.Call(Input).Shape);
        teacher.Unfreeze();
        Assert.Equal([2, 4], net.Call(Input).Shape);
        Assert.Empty(net.Parameters());
    }

    [Fact]
    public void TiedWeightsAppearOnce()
    {
        var first = new Linear(4, 4, bias: false);
        TestNet net = null!;
        Parameter tied = null!;
        net = new TestNet((_, x) => first.Call(x).Linear(tied));
        net.Adopt("first", first);
        tied = net.Tie("tied", first.Weight);

        using var tape = new Tape();
        net.Call(Input).Sum().Backward();

        Assert.Equal(["tied"], net.NamedParameters().Select(named => named.Name));
        Assert.Same(first.Weight, tied);
        Assert.Contains("weight [4, 4] shared", net.Summary().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void NamesAndParentsAreChecked()
    {
        var net = new TestNet((_, x) => x);
        var child = net.Adopt("child", new Linear(2, 2));

        Assert.Equal("TestNet: it has a part 'child' already; give each part a name of its own", Error(() => net.Adopt("child", new Linear(2, 2))));
        Assert.Equal("TestNet: it has a part 'child' already; give each part a name of its own", Error(() => net.Own("child", Variable.Ones([2]))));
        Assert.Equal("TestNet: 'a.b' is no name for a part; use letters, digits and underscores: dots join names, slashes stand in files", Error(() => net.Hold("a.b", Variable.Ones([2]))));
        Assert.Equal("TestNet: Linear(2 → 2) is already 'child' of TestNet; make a module of its own, or Borrow that one", Error(() => net.Adopt("again", child)));
        Assert.Equal("TestNet: 'self' would contain itself; add a module that does not hold this one", Error(() => net.Adopt("self", net)));
        Assert.Equal("TestNet: parameter 'index' would be int32; parameters are float32 or float64, everything else is a buffer", Error(() => net.Own("index", [2], DType.Int32)));

        static string Error(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }

    [Fact]
    public void AListRegistersWhatIsAddedLater()
    {
        var net = new GoodNet();
        net.Call(Input);

        net.Blocks.Add(new Linear(3, 3));

        Assert.Contains("blocks.2.weight", net.NamedParameters().Select(named => named.Name));
        using var tape = new Tape();
        net.Call(Input).Sum().Backward();
        Assert.NotNull(net.Blocks[2].Weight.Grad);
    }

    [Fact]
    public void AFailedForwardLeavesNothingBehind()
    {
        var net = new TestNet((_, _) => throw new InvalidDataException("mine"));
        Assert.Throws<InvalidDataException>(() => net.Call(Input));

        Assert.Equal([2, 2], new Linear(4, 2).Call(Input).Shape);
    }

    [Fact]
    public void ACheckpointedBlockIsKnown()
    {
        var block = new Sequential(new Linear(4, 4), new Tanh());
        var net = new TestNet((_, x) => Checkpoint.Run(block.Call, x));
        net.Adopt("block", block);
        var x = Input;

        using var tape = new Tape();
        net.Call(x).Sum().Backward();

        Assert.All(net.Parameters(), parameter => Assert.NotNull(parameter.Grad));
    }

    [Fact]
    public void TheTapeNamesTheModulePath()
    {
        var net = new GoodNet();
        net.Blocks[1].Weight.Value.Update<float>(elements => elements.Fill(float.MaxValue));
        net.Blocks[0].Bias!.Value.Update<float>(elements => elements.Fill(10));

        using var tape = new Tape(TapeOptions.Diagnose);
        net.Call(Input);

        Assert.NotNull(tape.FirstNonFinite);
        Assert.Contains("in GoodNet.blocks.1", tape.FirstNonFinite, StringComparison.Ordinal);
        Assert.Equal(string.Empty, tape.ModulePath);
    }

    private sealed class Pair : Module<(Variable A, Variable B), Variable>
    {
        protected override Variable Forward((Variable A, Variable B) input) => input.A * input.B;
    }
}
