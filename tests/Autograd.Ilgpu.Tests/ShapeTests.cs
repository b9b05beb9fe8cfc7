using Xunit;

namespace Autograd.Ilgpu.Tests;

public sealed class ShapeTests
{
    [Fact]
    public void PaddingReversingAndTilingAgree()
    {
        Accelerated.AssertAgrees(static x => x[0].Pad([(1, 2), (-1, 1)], 2.5), 0, Accelerated.Numbers([2, 3]));
        Accelerated.AssertAgrees(static x => x[0].Flip(0, 2), 0, Accelerated.Numbers([2, 3, 4]));
        Accelerated.AssertAgrees(static x => x[0].Tile(2, 1, 2), 4, Accelerated.Numbers([2, 3]));
        Accelerated.AssertAgrees(static x => x[0].Flatten(1), 0, Accelerated.Numbers([2, 3, 2]));
    }

    [Fact]
    public void TrianglesAndDiagonalsAgree()
    {
        Accelerated.AssertAgrees(static x => x[0].Tril(-1), 0, Accelerated.Numbers([2, 3, 4]));
        Accelerated.AssertAgrees(static x => x[0].Triu(1), 0, Accelerated.Numbers([2, 3, 4]));
        Accelerated.AssertAgrees(static x => x[0].Diagonal(1), 0, Accelerated.Numbers([2, 3, 4]));
        Accelerated.AssertAgrees(static x => x[0].DiagonalEmbed(-1), 0, Accelerated.Numbers([2, 3]));
    }

    [Fact]
    public void MasksAndEmbeddingsAgree()
    {
        var mask = Variable.From(new[,] { { true, false }, { false, true } });
        Accelerated.AssertAgrees(static x => x[0].MaskedFill(x[1], x[2]), 4, Accelerated.Numbers([3, 2, 2]), mask, Variable.From(1.5f));
        Accelerated.AssertAgrees(static x => x[0].Embedding(x[1], 0), 4, Accelerated.Numbers([4, 3]), Variable.From(new[,] { { 3L, 0 }, { 3, 1 } }));
    }

    [Fact]
    public void EinsumAgrees()
    {
        Accelerated.AssertAgrees(static x => Variable.Einsum("bhqd,bhkd->bqhk", x[0], x[1]), 64, Accelerated.Numbers([2, 1, 3, 2]), Accelerated.Numbers([2, 1, 2, 2], seed: 2));
        Accelerated.AssertAgrees(static x => Variable.Einsum("ii,...i->...", x[0], x[1]), 64, Accelerated.Numbers([3, 3]), Accelerated.Numbers([2, 3], seed: 2));
    }

    [Fact]
    public void AveragePoolingWithoutKernelsAgrees()
    {
        Accelerated.AssertAgrees(static x => x[0].AvgPool2d((3, 2), 2, 1, true, false), 16, Accelerated.Numbers([1, 2, 5, 4]));
        Accelerated.AssertAgrees(static x => x[0].AvgPool2d(2), 16, Accelerated.Numbers([1, 2, 5, 4]));
        Accelerated.AssertAgrees(static x => x[0].AdaptiveAvgPool2d((3, 2)), 16, Accelerated.Numbers([1, 2, 5, 4]));
        Accelerated.AssertAgrees(static x => x[0].AdaptiveAvgPool2d(1), 16, Accelerated.Numbers([1, 2, 5, 4]));
    }
}
