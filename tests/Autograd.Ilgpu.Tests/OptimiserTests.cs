using Autograd.NN;
using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>Optimisers' steps on the device against the CPU's, which are the same rules, and how many launches they take.</summary>
public sealed class OptimiserTests
{
    private const int Steps = 4;

    private static readonly Dictionary<string, Func<ParameterGroup, ElementwiseOptimiser>> Makers = new()
    {
        ["sgd"] = static group => new Sgd([group], 0.1),
        ["sgd nesterov"] = static group => new Sgd([group], 0.1, 0.9, nesterov: true),
        ["sgd dampened"] = static group => new Sgd([group], 0.1, 0.9, 0.3),
        ["adam"] = static group => new Adam([group], 0.1, epsilon: 1e-4),
        ["adam amsgrad"] = static group => new Adam([group], 0.1, 0.8, 0.9, 1e-4, amsgrad: true),
        ["adamw"] = static group => new AdamW([group], 0.1, epsilon: 1e-4),
        ["rmsprop"] = static group => new RmsProp([group], 0.1, 0.9, 1e-3),
        ["rmsprop momentum"] = static group => new RmsProp([group], 0.1, 0.9, 1e-3, momentum: 0.7),
        ["rmsprop centred"] = static group => new RmsProp([group], 0.02, 0.9, 0.1, centred: true),
        ["rmsprop centred momentum"] = static group => new RmsProp([group], 0.02, 0.9, 0.1, momentum: 0.7, centred: true),
        ["adagrad"] = static group => new Adagrad([group], 0.1, 0.1, initialAccumulator: 0.2, epsilon: 1e-4),
    };

    /// <summary>Six parameters: more than a launch takes, one of them empty.</summary>
    private static readonly int[] Counts = [5, 1, 0, 70, 3, 33];

    public static TheoryData<string> Names => [.. Makers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void StepsAreTheCpus(string name)
    {
        Accelerated.Require();
        foreach (var (decay, l1, decoupled) in ((double, double, bool)[])[(0, 0, false), (0.2, 0.1, false), (0.2, 0, true)])
        {
            foreach (var dtype in (DType[])[DType.Float32, DType.Float64])
            {
                var expected = Train(name, dtype, Device.Cpu, decay, l1, decoupled, usesVariables: false);
                var actual = Train(name, dtype, Accelerated.Device, decay, l1, decoupled, usesVariables: false);
                for (var i = 0; i < Counts.Length; i++)
                    Accelerated.AssertClose(expected[i], actual[i], 32);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void StepsAreTheFormulaInVariables(string name)
    {
        Accelerated.Require();
        var expected = Train(name, DType.Float64, Accelerated.Device, 0.2, 0.1, false, usesVariables: true);
        var actual = Train(name, DType.Float64, Accelerated.Device, 0.2, 0.1, false, usesVariables: false);
        for (var i = 0; i < Counts.Length; i++)
            Accelerated.AssertClose(expected[i].To(Device.Cpu), actual[i], 64);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ALaunchTakesFourParameters(string name)
    {
        Accelerated.Require();
        var leaves = Leaves(DType.Float32, Accelerated.Device);
        var optimiser = Makers[name](new ParameterGroup(leaves));
        Assert.Equal((0, 0, 0), Step());
        Assert.Equal((2, 0, 0), Step());

        // Numbers of their own are a launch of their own; a frozen parameter is in none.
        leaves[0].RequiresGrad = false;
        Assert.Equal((2, 0, 0), Step());

        (long Launches, long Transfers, long Waits) Step()
        {
            SetGradients(leaves, 7);
            var before = Devices.Activity(Accelerated.Device);
            optimiser.Step();
            var activity = Devices.Activity(Accelerated.Device) - before;

            // The first step makes the states, which takes launches too.
            return activity.Compilations > 0 || optimiser.Steps(1) == 1 ? default : (activity.Launches, activity.Transfers, activity.Waits);
        }
    }

    [Fact]
    public void GroupsWithNumbersOfTheirOwnAreLaunchedApart()
    {
        Accelerated.Require();
        var (first, second) = (Leaves(DType.Float32, Accelerated.Device), Leaves(DType.Float32, Accelerated.Device));
        var (here, there) = (Leaves(DType.Float32, Device.Cpu), Leaves(DType.Float32, Device.Cpu));
        var optimiser = new AdamW([new ParameterGroup(first[..2]), new ParameterGroup(second[..2]) { LearningRate = 0.5 }], 0.1);
        var expected = new AdamW([new ParameterGroup(here[..2]), new ParameterGroup(there[..2]) { LearningRate = 0.5 }], 0.1);
        for (var step = 0; step < 3; step++)
        {
            foreach (var leaves in (Variable[][])[first[..2], second[..2], here[..2], there[..2]])
                SetGradients(leaves, step);
            var before = Devices.Activity(Accelerated.Device).Launches;
            optimiser.Step();
            if (step > 0)
                Assert.Equal(2, Devices.Activity(Accelerated.Device).Launches - before);
            expected.Step();
        }

        for (var i = 0; i < 2; i++)
        {
            Accelerated.AssertClose(here[i], first[i], 16);
            Accelerated.AssertClose(there[i], second[i], 16);
        }
    }

    [Fact]
    public void AGradientThatIsNotContiguousIsUsedAsItIs()
    {
        Accelerated.Require();
        var (x, y) = (Variable.Zeros([3, 2], device: Accelerated.Device).WithGrad(), Variable.Zeros([3, 2], device: Accelerated.Device).WithGrad());
        x.Grad = Variable.From(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } }, Accelerated.Device).T;
        y.Grad = x.Grad.Contiguous();
        new AdamW([x]).Step();
        new AdamW([y]).Step();
        Accelerated.AssertClose(x.Detach().To(Device.Cpu), y, 4);
    }

    private static Variable[] Train(string name, DType dtype, Device device, double decay, double l1, bool decoupled, bool usesVariables)
    {
        var leaves = Leaves(dtype, device);
        var optimiser = Makers[name](new ParameterGroup(leaves) { WeightDecay = decay, L1 = l1, Decoupled = decoupled });
        optimiser.UsesVariables = usesVariables;
        for (var step = 0; step < Steps; step++)
        {
            SetGradients(leaves, step);
            optimiser.Step();
        }

        return leaves;
    }

    private static Variable[] Leaves(DType dtype, Device device) =>
        [.. Counts.Select((count, i) => Accelerated.Numbers([count], dtype, (ulong)i + 1).To(device).Detach().Clone().WithGrad())];

    private static void SetGradients(Variable[] leaves, int step)
    {
        for (var i = 0; i < leaves.Length; i++)
        {
            if (leaves[i].RequiresGrad)
                leaves[i].Grad = Accelerated.Numbers(leaves[i].Shape, leaves[i].DType, (ulong)(100 + (step * 10) + i)).To(leaves[i].Device);
        }
    }
}
