using Xunit;

namespace Autograd.NN.Tests.Modules;

public class FreezingTests
{
    [Fact]
    public void PatternsChooseByPath()
    {
        var net = new GoodNet();
        Assert.Equal(["blocks.0.weight", "blocks.0.bias", "blocks.1.weight"], net.Parameters("blocks.*").Select(parameter => parameter.Path));
        Assert.Equal(["input.bias", "blocks.0.bias", "heads.main.bias", "output.bias"], net.Parameters("*.bias").Select(parameter => parameter.Path));
        Assert.Equal(["scale", "blocks.0.bias", "blocks.1.weight"], net.Parameters("blocks.?.weight", "scale", "blocks.0.bias").Select(parameter => parameter.Path).Except(["blocks.0.weight"]));
        Assert.Equal(["0.weight", "0.bias", "1.weight"], net.Blocks.NamedParameters().Select(named => named.Name));
        Assert.Equal(net.Parameters("blocks.*"), net.Blocks.Parameters("*"));
        Assert.Equal(net.NamedParameters().Select(named => named.Parameter), net.Parameters());
    }

    [Fact]
    public void FrozenParametersAreNotWalkedTo()
    {
        var net = new GoodNet();
        Assert.Equal(5, net.Freeze("input.*", "blocks.*"));
        Assert.Equal(1, net.Unfreeze("blocks.1.*"));
        using (var tape = new Tape())
            net.Call(Variable.Ones([2, 4])).Sum().Backward();
        Assert.Equal(
            ["scale", "blocks.1.weight", "heads.main.weight", "heads.main.bias", "output.weight", "output.bias"],
            net.NamedParameters().Where(named => named.Parameter.Grad is not null).Select(named => named.Name));
        Assert.Equal(net.NamedParameters().Count, net.Unfreeze());
        Assert.All(net.Parameters(), parameter => Assert.True(parameter.RequiresGrad));
        Assert.Equal(net.NamedParameters().Count, net.Freeze());
    }

    [Fact]
    public void APatternWithoutMatchIsAnErrorAndChangesNothing()
    {
        var net = new GoodNet();
        var error = Assert.Throws<ArgumentException>(() => net.Freeze("input.*", "encoder.*"));
        Assert.Equal(
            "parameters: no path of GoodNet matches 'encoder.*'; there are scale, input.weight, input.bias and 7 more, see NamedParameters", error.Message);
        Assert.All(net.Parameters(), parameter => Assert.True(parameter.RequiresGrad));
    }
}
