using Xunit;

namespace Autograd.NN.Tests.Modules;

public class SummaryTests
{
    [Fact]
    public void AnInputShowsOutputsArithmeticAndMemory()
    {
        var net = new Sequential(new Conv2d(1, 4, 3, padding: 1), new ReLU(), new MaxPool2d(2), new Flatten(), new Dropout(0.5), new Linear(64, 10));
        Assert.Equal(
            """
            module  kind                           output        parameters  flops   memory
            ───────────────────────────────────────────────────────────────────────────────
            (root)  Sequential                     [2, 10]
            0       Conv2d(1 → 4, 3×3, padding 1)  [2, 4, 8, 8]          40  9,728  2.0 KiB
            1       ReLU                           [2, 4, 8, 8]                512  2.0 KiB
            2       MaxPool2d(2×2)                 [2, 4, 4, 4]                128  0.5 KiB
            3       Flatten                        [2, 64]
            4       Dropout(0.5)                   [2, 64]
            5       Linear(64 → 10)                [2, 10]              650  2,580  0.1 KiB
            ───────────────────────────────────────────────────────────────────────────────
            690 parameters, 690 trained, 2.7 KiB with buffers
            12,948 flops and 4.6 KiB of results in a forward pass
            """.ReplaceLineEndings("\n"),
            net.Summary(Variable.Ones([2, 1, 8, 8])).ToString());
    }

    [Fact]
    public void NumbersAreTheModulesOwn()
    {
        var net = new GoodNet();
        net.Freeze();
        var summary = net.Summary(Variable.Ones([5, 4]));

        // 2·5·4·3 + 5·3 for an affine map of 4 to 3; the root multiplies, subtracts; relu is called by the root twice.
        Assert.Equal(135, summary.Rows.Single(row => row.Path == "input").Flops);
        Assert.Equal(4 * 15, summary.Rows[0].Flops);
        Assert.Equal(4 * 15 * 4, summary.Rows[0].Bytes);
        Assert.Equal(summary.Rows.Sum(row => row.Flops), summary.Flops);
        Assert.Equal("[5, 2]", summary.Rows[0].Output);
        Assert.All(summary.Rows.Where(row => row.Kind.StartsWith("Linear", StringComparison.Ordinal)), row => Assert.Equal(1, row.Calls));
        Assert.Null(summary.Rows.Single(row => row.Path == "blocks").Output);
    }

    [Fact]
    public void TheModeIsPutBackAndNothingMoves()
    {
        var dropout = new Dropout(0.5);
        var still = new ReLU();
        var net = new Sequential(dropout, still, new Linear(4, 4));
        net.Initialise(3);
        still.Eval();
        net.Summary(Variable.Ones([1, 4]));
        Assert.True(net.Training && dropout.Training && !still.Training);
        var first = net.Call(Variable.Ones([1, 4])).ToArray<float>();
        net.Initialise(3);
        Assert.Equal(first, net.Call(Variable.Ones([1, 4])).ToArray<float>());
    }

    [Fact]
    public void AModuleThatRunsTwiceSaysSo()
    {
        var relu = new ReLU();
        var net = new TestNet((_, x) => relu.Call(relu.Call(x)));
        net.Adopt("relu", relu);
        var row = net.Summary(Variable.Ones([3])).Rows.Single(row => row.Path == "relu");
        Assert.Equal((2, 6, 24), (row.Calls, row.Flops, row.Bytes));
        Assert.Contains("[3] ×2", net.Summary(Variable.Ones([3])).ToString(), StringComparison.Ordinal);
    }
}
