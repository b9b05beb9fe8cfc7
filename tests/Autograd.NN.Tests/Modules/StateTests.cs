using Xunit;

namespace Autograd.NN.Tests.Modules;

public class StateTests
{
    [Fact]
    public void ModeReachesEveryModuleAndThoseAddedLater()
    {
        var net = new Sequential(new Dropout(), new Sequential(new Dropout()));
        net.Eval();
        Assert.All(net.NamedModules(), named => Assert.False(named.Module.Training));
        net.Add(new Dropout());
        Assert.False(net[2].Training);
        net.Train();
        Assert.All(net.NamedModules(), named => Assert.True(named.Module.Training));
    }

    [Fact]
    public void FreezingStopsGradients()
    {
        var net = new Sequential(new Linear(2, 2), new Linear(2, 1));
        net[0].Freeze();

        using var tape = new Tape();
        net.Call(Variable.Ones([1, 2])).Sum().Backward();

        Assert.Null(((Linear)net[0]).Weight.Grad);
        Assert.NotNull(((Linear)net[1]).Weight.Grad);
        net.Unfreeze();
        Assert.All(net.Parameters(), parameter => Assert.True(parameter.Value.RequiresGrad));
    }

    [Fact]
    public void ToConvertsParametersGradientsAndFloatBuffers()
    {
        var net = new TestNet((self, x) => x);
        var layer = net.Adopt("layer", new Linear(3, 2));
        var mean = net.Hold("mean", Variable.Ones([3]));
        var count = net.Hold("count", Variable.From(7L));
        using (var tape = new Tape())
        {
            layer.Call(Variable.Ones([1, 3])).Sum().Backward();
            net.To(DType.Float64);
        }

        Assert.Equal(DType.Float64, layer.Weight.Value.DType);
        Assert.True(layer.Weight.Value.RequiresGrad);
        Assert.Equal([1.0, 1, 1, 1, 1, 1], layer.Weight.Grad!.ToArray<double>());
        Assert.Equal(DType.Float64, mean.Value.DType);
        Assert.Equal(7, count.Value.Item<long>());
        Assert.Equal(DType.Float64, layer.Call(Variable.Ones([1, 3], DType.Float64)).DType);
        Assert.Throws<ArgumentException>(() => net.To(DType.Int32));
    }

    [Fact]
    public void ParametersNotYetDrawnTakeTheType()
    {
        var layer = new Linear(3, 2);
        layer.To(DType.Float64);
        Assert.Equal(DType.Float64, layer.Weight.Value.DType);
    }

    [Fact]
    public void BuffersChangeByCopyAndLerp()
    {
        var net = new TestNet((self, x) => x);
        var mean = net.Hold("mean", Variable.From([1f, 2f]));
        using (var tape = new Tape())
        {
            var statistic = Variable.From([3f, 6f]) * 1;
            mean.Lerp(statistic, 0.5);
        }

        Assert.Equal([2f, 4f], mean.Value.ToArray<float>());
        mean.CopyFrom(Variable.From([7f, 8f]));
        Assert.Equal([7f, 8f], mean.Value.ToArray<float>());
    }

    [Fact]
    public void ABufferOfATapesResultOutlivesTheTape()
    {
        var net = new TestNet((self, x) => x);
        StateBuffer buffer;
        using (var tape = new Tape())
            buffer = net.Hold("state", Variable.From([1f, 2f]) * 2);

        Assert.Equal([2f, 4f], buffer.Value.ToArray<float>());
    }

    [Fact]
    public void SameSeedSameWeightsWhateverElseIsThere()
    {
        var small = new Sequential(new Linear(5, 4));
        var large = new Sequential(new Linear(5, 4), new Linear(4, 3));
        small.Initialise(7);
        large.Initialise(7);

        Assert.Equal(Weights(small[0]), Weights(large[0]));
        large.Initialise(8);
        Assert.NotEqual(Weights(small[0]), Weights(large[0]));

        static float[] Weights(Module layer) => ((Linear)layer).Weight.Value.ToArray<float>();
    }

    [Fact]
    public void ModelsWithoutASeedDiffer()
    {
        var (a, b) = (new Linear(8, 8), new Linear(8, 8));
        Assert.NotEqual(a.Weight.Value.ToArray<float>(), b.Weight.Value.ToArray<float>());
    }

    [Fact]
    public void InitialiseKeepsHandlesAndGivenValues()
    {
        var net = new TestNet((self, x) => x);
        var given = net.Own("given", Variable.From([1f, 2f]));
        var drawn = net.Own("drawn", [2], Initialisers.Constant(3));
        var handle = drawn.Value;
        handle.Update<float>(elements => elements.Clear());

        net.Initialise(1);

        Assert.Same(handle, drawn.Value);
        Assert.Equal([3f, 3f], handle.ToArray<float>());
        Assert.Equal([1f, 2f], given.Value.ToArray<float>());
    }

    [Fact]
    public void ValuesSetBeforeTheFirstUseStay()
    {
        var layer = new Linear(1, 1);
        layer.Weight.Value.Update<float>(elements => elements[0] = 5);
        layer.Bias!.Value.Update<float>(elements => elements[0] = 1);

        var net = new Sequential(layer);

        Assert.Equal(11f, net.Call(Variable.From(new float[,] { { 2 } })).Item<float>());
    }

    [Fact]
    public void DropoutsDrawFromStreamsOfTheirOwn()
    {
        var alone = new Sequential(new Dropout(0.5));
        var many = new Sequential(new Dropout(0.5), new Dropout(0.5));
        alone.Initialise(3);
        many.Initialise(3);
        var x = Variable.Ones([1000]);

        var first = many[0].Call(x).ToArray<float>();
        Assert.NotEqual(first, many[1].Call(x).ToArray<float>());
        Assert.Equal(alone.Call(x).ToArray<float>(), first);
        Assert.NotEqual(first, many[0].Call(x).ToArray<float>());
        Assert.InRange(first.Count(value => value == 0), 400, 600);
        Assert.All(first, value => Assert.True(value is 0 or 2));
        many.Eval();
        Assert.Same(x, many.Call(x));
        Assert.Throws<ArgumentException>(() => new Dropout(1.5));
    }

    [Fact]
    public void SummaryIsATable()
    {
        var net = new GoodNet();
        net.Blocks.Freeze();

        Assert.Equal(
            """
            module      kind                    parameters  shapes
            ─────────────────────────────────────────────────────────────────────────────────────
            (root)      GoodNet                          3  scale [3], mean [3] buffer
            input       Linear(4 → 3)                   15  weight [3, 4], bias [3]
            blocks      ModuleList of 2
            blocks.0    Linear(3 → 3)                   12  weight [3, 3] frozen, bias [3] frozen
            blocks.1    Linear(3 → 3, no bias)           9  weight [3, 3] frozen
            heads       ModuleDictionary of 1
            heads.main  Linear(3 → 3)                   12  weight [3, 3], bias [3]
            output      Linear(3 → 2)                    8  weight [2, 3], bias [2]
            ─────────────────────────────────────────────────────────────────────────────────────
            59 parameters, 38 trained, 0.2 KiB with buffers
            """.ReplaceLineEndings("\n"),
            net.Summary().ToString());
    }
}
