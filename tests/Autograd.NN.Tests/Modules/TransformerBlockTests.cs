using Xunit;
using static Autograd.NN.Tests.Modules.AttentionReferenceFile;

namespace Autograd.NN.Tests.Modules;

public class TransformerBlockTests
{
    [Theory]
    [InlineData("gelu")]
    [InlineData("causal")]
    public void ValuesAndGradientsAreTheReferences(string name)
    {
        var reference = Case("block", name);
        var options = new TransformerOptions
        {
            Attention = new AttentionOptions { IsCausal = reference.GetProperty("causal").GetBoolean() },
            Hidden = reference.GetProperty("hidden").GetInt32(),
        };
        var block = new TransformerBlock(reference.GetProperty("features").GetInt32(), reference.GetProperty("heads").GetInt32(), options);
        MultiHeadAttentionTests.CheckReference(block, reference, x => block.Call(x[0]));
    }

    [Fact]
    public void GatedBlocksComputeTheirFormula()
    {
        var block = new TransformerBlock(4, 2, new TransformerOptions { IsGated = true, UsesRmsNorm = true, Hidden = 6, Bias = false });
        block.Initialise(2);
        block.To(DType.Float64);
        var x = Values([1, 3, 4], 5);
        var parts = block.NamedParameters().ToDictionary(named => named.Name, named => named.Parameter.Value);
        Assert.Equal([12, 4], parts["linear1.weight"].Shape);
        var attention = (MultiHeadAttention)block.Children[0];
        var h = x + attention.Call(x.RmsNorm([4], parts["norm1.weight"]));
        var hidden = h.RmsNorm([4], parts["norm2.weight"]).MatMul(parts["linear1.weight"].T);
        var gate = hidden.Slice(-1, 0, 6);
        var expected = h + (gate * gate.Sigmoid() * hidden.Slice(-1, 6, 6)).MatMul(parts["linear2.weight"].T);
        var (one, other) = (expected.ToArray<double>(), block.Call(x).ToArray<double>());
        for (var i = 0; i < one.Length; i++)
            Assert.Equal(one[i], other[i], 1e-12);
    }

    [Fact]
    public void BlocksGenerateFromTheirCachesWhatTheyGiveForTheWholeText()
    {
        var options = new TransformerOptions { Attention = new AttentionOptions { IsCausal = true, IsRotary = true, SharedHeads = 1 }, IsGated = true };
        TransformerBlock[] blocks = [new(8, 2, options), new(8, 2, options)];
        KeyValueCache[] caches = [new(), new()];
        foreach (var block in blocks)
        {
            block.Initialise(2);
            block.To(DType.Float64);
            block.Eval();
        }

        using var scope = new Scope();
        var x = Values([2, 9, 8], 5);
        var whole = blocks[1].Call(blocks[0].Call(x)).ToArray<double>();
        for (var position = 0; position < 9; position++)
        {
            var one = x.Slice(1, position, 1);
            for (var i = 0; i < blocks.Length; i++)
                one = blocks[i].Call(one, cache: caches[i]);
            var y = one.ToArray<double>();
            for (var k = 0; k < y.Length; k++)
                Assert.Equal(whole[(((k / 8 * 9) + position) * 8) + (k % 8)], y[k], 1e-12);
        }
    }

    [Fact]
    public void DropoutIsForTrainingOnly()
    {
        var block = new TransformerBlock(4, 2, new TransformerOptions { Dropout = 0.5, Activation = x => x.Relu() });
        block.Initialise(1);
        var x = Values([1, 6, 4], 5).To(DType.Float32);
        Assert.NotEqual(block.Call(x).ToArray<float>(), block.Call(x).ToArray<float>());
        block.Eval();
        Assert.Equal(block.Call(x).ToArray<float>(), block.Call(x).ToArray<float>());
    }

    [Fact]
    public void PartsHaveTheirUsualNames()
    {
        string[] expected =
        [
            "self_attn.in_proj_weight", "self_attn.in_proj_bias", "self_attn.out_proj.weight", "self_attn.out_proj.bias", "linear1.weight", "linear1.bias",
            "linear2.weight", "linear2.bias", "norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias",
        ];
        Assert.Equal(expected, new TransformerBlock(4, 2).NamedParameters().Select(named => named.Name));
        Assert.Equal("TransformerBlock(4 → 16)", new TransformerBlock(4, 2).ToString());
        Assert.Equal("TransformerBlock(4 → 6, gated)", new TransformerBlock(4, 2, new TransformerOptions { Hidden = 6, IsGated = true }).ToString());
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Fails("TransformerBlock: a hidden width of 0; give 1 or more", () => new TransformerBlock(4, 2, new TransformerOptions { Hidden = 0 }));
        Fails("TransformerBlock: the probability of dropout is -1; use 0 to 1", () => new TransformerBlock(4, 2, new TransformerOptions { Dropout = -1 }));
        Fails("TransformerBlock: an activation for gated maps, which have their own; leave out one of both", () => new TransformerBlock(4, 2, new TransformerOptions { IsGated = true, Activation = x => x.Relu() }));
    }

    private static void Fails(string message, Func<object> use) => Assert.Equal(message, Assert.Throws<ArgumentException>(use).Message);
}
