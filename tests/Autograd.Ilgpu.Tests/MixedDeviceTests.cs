using Autograd.NN;
using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>Operands on two devices are an error that names both, before anything is computed.</summary>
public sealed class MixedDeviceTests
{
    private static readonly Dictionary<string, Action<Variable, Variable>> Calls = new()
    {
        ["add"] = static (here, there) => _ = here + there,
        ["mul"] = static (here, there) => _ = there * here,
        ["matmul"] = static (here, there) => here.MatMul(there),
        ["linear"] = static (here, there) => here.Linear(there),
        ["maximum"] = static (here, there) => Variable.Maximum(here, there),
        ["where"] = static (here, there) => Variable.Where(here > 0, there, there),
        ["concat"] = static (here, there) => Variable.Concat(0, here, there),
        ["conv2d"] = static (here, there) => here.Reshape(1, 1, 2, 2).Conv2d(there.Reshape(1, 1, 2, 2)),
        ["mse_loss"] = static (here, there) => here.MseLoss(there),
        ["cross_entropy"] = static (here, there) => here.CrossEntropy(there[0].To(DType.Int64)),
        ["index_select"] = static (here, there) => here.IndexSelect(0, there[0].To(DType.Int64)),
        ["layer_norm"] = static (here, there) => here.LayerNorm([2], there[0], there[0]),
        ["copy_from"] = static (here, there) => here.CopyFrom(there),
        ["lerp"] = static (here, there) => here.Lerp(there, 0.5),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void OperationsNameBothDevices(string name)
    {
        Accelerated.Require();
        var here = Variable.Ones([2, 2]);
        var there = Variable.Ones([2, 2], device: Accelerated.Device);
        AssertNamesBoth(() => Calls[name](here, there));
        AssertNamesBoth(() => Calls[name](there, here));
    }

    [Fact]
    public void ModulesNameBothDevices()
    {
        Accelerated.Require();
        var layer = new Linear(2, 2);
        layer.Initialise(1);
        AssertNamesBoth(() => layer.Call(Variable.Ones([1, 2], device: Accelerated.Device)));
        layer.To(Accelerated.Device);
        AssertNamesBoth(() => layer.Call(Variable.Ones([1, 2])));
    }

    [Fact]
    public void OptimisersNameBothDevicesAndChangeNothing()
    {
        Accelerated.Require();
        var layer = new Linear(2, 1);
        layer.Initialise(1);
        var adam = new Adam(layer.Parameters(), 0.1);
        Step();
        layer.To(Accelerated.Device);
        var before = layer.Parameters()[0].Value.ToArray<float>();
        AssertNamesBoth(Step);
        Assert.Equal(before, layer.Parameters()[0].Value.ToArray<float>());

        void Step()
        {
            using var tape = new Tape();
            layer.Call(Variable.Ones([1, 2], device: layer.Parameters()[0].Device)).Sum().Backward();
            adam.Step();
        }
    }

    [Fact]
    public void CotangentsNameBothDevices()
    {
        Accelerated.Require();
        using var tape = new Tape();
        var x = Variable.Ones([2], device: Accelerated.Device).WithGrad();
        AssertNamesBoth(() => tape.Gradients([x * 2], [Variable.Ones([2])], [x]));
    }

    private static void AssertNamesBoth(Action call)
    {
        var error = Assert.ThrowsAny<Exception>(call);
        Assert.True(error is ArgumentException or InvalidOperationException, error.ToString());
        Assert.Contains(Accelerated.Device.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Matches(@"\bcpu\b(?<!ilgpu-cpu)", error.Message);
    }
}
