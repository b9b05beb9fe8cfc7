using System.Text.Json;
using Xunit;
using static Autograd.NN.Tests.Modules.AttentionReferenceFile;

namespace Autograd.NN.Tests.Modules;

public class MultiHeadAttentionTests
{
    [Theory]
    [InlineData("self")]
    [InlineData("causal")]
    [InlineData("cross")]
    [InlineData("without bias")]
    public void ValuesAndGradientsAreTheReferences(string name)
    {
        var reference = Case("attention", name);
        var options = new AttentionOptions { Bias = reference.GetProperty("bias").GetBoolean(), IsCausal = reference.GetProperty("causal").GetBoolean() };
        var module = new MultiHeadAttention(reference.GetProperty("features").GetInt32(), reference.GetProperty("heads").GetInt32(), options);
        var mask = reference.GetProperty("allowed") is { ValueKind: JsonValueKind.Array } rows
            ? Variable.From([.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(allowed => allowed.GetBoolean())], [rows.GetArrayLength(), rows[0].GetArrayLength()])
            : null;
        CheckReference(module, reference, x => x.Length == 1 ? module.Call(x[0], mask) : module.Call(x[0], x[1], x[1], mask));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(1, true)]
    [InlineData(4, true)]
    public void ACacheGivesTheSameAsTheWholeSequence(int shared, bool rotary)
    {
        var module = new MultiHeadAttention(16, 4, new AttentionOptions { SharedHeads = shared, IsCausal = true, IsRotary = rotary });
        module.Initialise(3);
        module.To(DType.Float64);
        module.Eval();
        using var scope = new Scope();
        var x = Values([2, 40, 16], 5);
        var whole = module.Call(x);
        var cache = new KeyValueCache();
        var first = module.Call(x.Slice(1, 0, 7), cache: cache);
        Near(whole.Slice(1, 0, 7), first);
        Assert.Equal(7, cache.Length);
        for (var position = 7; position < 40; position++)
            Near(whole.Slice(1, position, 1), module.Call(x.Slice(1, position, 1), cache: cache));
        Assert.Equal(40, cache.Length);

        cache.Truncate(20);
        Near(whole.Slice(1, 20, 5), module.Call(x.Slice(1, 20, 5), cache: cache));
        cache.Clear();
        Near(whole.Slice(1, 0, 1), module.Call(x.Slice(1, 0, 1), cache: cache));
    }

    [Fact]
    public void OneProjectionForAllIsThreeProjections()
    {
        var module = new MultiHeadAttention(6, 3, new AttentionOptions { SharedHeads = 1 });
        module.Initialise(1);
        module.To(DType.Float64);
        var x = Values([2, 3, 6], 5);
        Near(module.Call(x), module.Call(x, x.Clone(), x.Clone()));
    }

    [Fact]
    public void RotaryAttentionDependsOnDistancesOnly()
    {
        var module = new MultiHeadAttention(8, 2, new AttentionOptions { IsRotary = true });
        module.Initialise(1);
        module.To(DType.Float64);
        module.Eval();
        using var scope = new Scope();
        var x = Values([1, 5, 8], 5);
        var cache = new KeyValueCache();
        module.Call(Values([1, 30, 8], 6), cache: cache);
        var hidden = Variable.Concat(0, Variable.Full([30], 0, DType.Bool), Variable.Full([5], 1, DType.Bool));
        Near(module.Call(x), module.Call(x, hidden, cache));
    }

    [Fact]
    public void DropoutIsForTrainingOnly()
    {
        var module = new MultiHeadAttention(4, 2, new AttentionOptions { Dropout = 0.5 });
        module.Initialise(1);
        var x = Values([1, 6, 4], 5).To(DType.Float32);
        Assert.NotEqual(module.Call(x).ToArray<float>(), module.Call(x).ToArray<float>());
        module.Eval();
        Assert.Equal(module.Call(x).ToArray<float>(), module.Call(x).ToArray<float>());
    }

    [Fact]
    public void ParametersStartAsPyTorchs()
    {
        var module = new MultiHeadAttention(32, 4);
        module.Initialise(1);
        Assert.Equal(["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"], module.NamedParameters().Select(named => named.Name));
        var bounds = module.Parameters().Select(parameter => parameter.Value.ToArray<float>().Max(Math.Abs)).ToArray();
        Assert.InRange(bounds[0], 0.95f * MathF.Sqrt(6f / 128), MathF.Sqrt(6f / 128));
        Assert.Equal(0, bounds[1]);
        Assert.InRange(bounds[2], 0.95f / MathF.Sqrt(32), 1 / MathF.Sqrt(32));
        Assert.Equal(0, bounds[3]);
        Assert.Equal([48, 32], new MultiHeadAttention(32, 4, new AttentionOptions { SharedHeads = 1 }).Parameters()[0].Shape);
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Equal("MultiHeadAttention(8, 4 heads on 2, causal, rotary)", new MultiHeadAttention(8, 4, new AttentionOptions { SharedHeads = 2, IsCausal = true, IsRotary = true }).ToString());
        Fails<ArgumentException>("MultiHeadAttention: 3 heads do not divide 8 features; use a divisor", () => new MultiHeadAttention(8, 3));
        Fails<ArgumentException>("MultiHeadAttention: 3 heads of keys and values do not divide 4 heads; use a divisor", () => new MultiHeadAttention(8, 4, new AttentionOptions { SharedHeads = 3 }));
        Fails<ArgumentException>("MultiHeadAttention: the probability of dropout is 2; use 0 to 1", () => new MultiHeadAttention(8, 4, new AttentionOptions { Dropout = 2 }));
        Fails<ArgumentException>("MultiHeadAttention: heads of 3 features cannot be turned in pairs; use an even number, or no rotary embedding", () => new MultiHeadAttention(6, 2, new AttentionOptions { IsRotary = true }));
        Fails<ArgumentException>("MultiHeadAttention: an input of [2, 8] for 8 features; give [batch, length, 8]", () => new MultiHeadAttention(8, 2).Call(Variable.Ones([2, 8])));
    }

    [Fact]
    public void ACacheRefusesWhatItWouldLoseOrConfuse()
    {
        var module = new MultiHeadAttention(4, 2);
        var cache = new KeyValueCache();
        using (new Tape())
        {
            Fails<InvalidOperationException>(
                "KeyValueCache: keys or values require a gradient, which would be lost; generate without a tape, or train without a cache", () => module.Call(Variable.Ones([1, 2, 4]), cache: cache));
        }

        Assert.Equal(0, cache.Length);
        module.Call(Variable.Ones([1, 2, 4]), cache: cache);
        Fails<ArgumentException>(
            "KeyValueCache: keys of float32[2, 2, 1, 2] do not continue float32[1, 2, 2, 2]; use a cache for each attention and each batch, and Clear it between texts",
            () => module.Call(Variable.Ones([2, 1, 4]), cache: cache));
        Fails<ArgumentException>("KeyValueCache: 3 of 2 positions would stay; give 0 up to its length", () =>
        {
            cache.Truncate(3);
            return cache;
        });
        Assert.Throws<ArgumentException>(() => module.Call(Variable.Ones([1, 1, 4]), Variable.Full([2], 1, DType.Bool), cache));
        Assert.Equal(2, cache.Length);
    }

    /// <summary>Parameters and inputs of their streams, the output, and the gradients of both.</summary>
    internal static void CheckReference(ModuleBase module, JsonElement reference, Func<Variable[], Variable> call)
    {
        module.To(DType.Float64);
        var parameters = module.NamedParameters().ToDictionary(named => named.Name, named => named.Parameter);
        var expected = reference.GetProperty("parameters").EnumerateArray().ToArray();
        Assert.Equal(expected.Length, parameters.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            var name = expected[i].GetProperty("name").GetString()!;
            var shift = name.StartsWith("norm", StringComparison.Ordinal) && name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0;
            parameters[name].Value.CopyFrom(Values(Shape(expected[i].GetProperty("shape")), (ulong)i, 1, shift));
        }

        var inputs = reference.GetProperty("inputs").EnumerateArray().Select((shape, i) => Values(Shape(shape), 100 + (ulong)i).WithGrad()).ToArray();
        using var tape = new Tape();
        var y = call(inputs);
        AssertEqual("output", reference.GetProperty("output").GetProperty("data"), y);
        y.Backward(Values(y.Shape, 200));
        for (var i = 0; i < inputs.Length; i++)
            AssertEqual($"gradient of input {i}", reference.GetProperty("inputGradients")[i], inputs[i].Grad!);
        foreach (var parameter in expected)
            AssertEqual($"gradient of {parameter.GetProperty("name")}", parameter.GetProperty("gradient"), parameters[parameter.GetProperty("name").GetString()!].Grad!);
    }

    private static void Near(Variable expected, Variable actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        var (one, other) = (expected.ToArray<double>(), actual.ToArray<double>());
        for (var i = 0; i < one.Length; i++)
            Assert.True(Math.Abs(one[i] - other[i]) <= 1e-12, $"[{i}] is {other[i]:R}, not {one[i]:R}");
    }

    private static void Fails<TException>(string message, Func<object> use)
        where TException : Exception => Assert.Equal(message, Assert.Throws<TException>(use).Message);
}
