using Xunit;

namespace Autograd.NN.Tests.Modules;

public class ForwardHookTests
{
    [Fact]
    public void HooksSeeInputAndOutputAndMayReplaceThem()
    {
        var seen = new List<string>();
        var layer = new ReLU();
        var x = Variable.From([-1f, 2f]);
        using (layer.RegisterForwardPreHook(input => input * 2))
        using (layer.RegisterForwardHook((input, output) =>
        {
            seen.Add($"{input} → {output}");
            return output + 1;
        }))
        using (layer.RegisterForwardHook((_, output) => output * 10))
            Assert.Equal([10f, 50f], layer.Call(x).ToArray<float>());
        Assert.Single(seen);
        Assert.StartsWith("[-2,  4] float32[2] → [0, 4]", seen[0], StringComparison.Ordinal);
        Assert.Equal([0f, 2f], layer.Call(x).ToArray<float>());
    }

    [Fact]
    public void WhatAHookComputesIsRecorded()
    {
        var net = new GoodNet();
        using var hook = net.Blocks[0].RegisterForwardHook((_, output) => output * 0);
        using (var tape = new Tape())
            net.Call(Variable.Ones([2, 4])).Sum().Backward();
        var before = net.Parameters("input.*");
        Assert.All(before, parameter => Assert.All(parameter.Grad!.ToArray<float>(), number => Assert.Equal(0, number)));
    }

    [Fact]
    public void AHookMayRemoveItselfAndOthersWhileHooksRun()
    {
        var layer = new ReLU();
        var calls = 0;
        IDisposable? first = null, second = null;
        first = layer.RegisterForwardHook((_, output) =>
        {
            first!.Dispose();
            second!.Dispose();
            first.Dispose();
            calls++;
            return output;
        });
        second = layer.RegisterForwardHook((_, output) =>
        {
            calls++;
            return output;
        });
        layer.Call(Variable.Ones([1]));
        Assert.Equal(2, calls);
        layer.Call(Variable.Ones([1]));
        Assert.Equal(2, calls);
    }
}
