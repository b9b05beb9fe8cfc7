using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>Convolution and both of its gradients on the device, to the bit: of whole numbers every sum is exact.</summary>
public sealed class ConvolutionTests
{
    /// <summary>Strides beyond kernels leave places that no tap reaches; with dilations that share a factor with the stride, some that others do.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void EveryStrideAndDilationIsTheCpus(int stride)
    {
        for (var dilation = 1; dilation <= 4; dilation++)
        {
            for (var kernel = 1; kernel <= 3; kernel++)
            {
                foreach (var padding in (int[])[0, 1, 4])
                    Check([2, 2, 11, 10], [3, 2, kernel, 2], (stride, 3), (padding, 1), (dilation, 2), 1);
            }
        }
    }

    /// <summary>Several tiles along every axis, with rests, and parts of the sum over windows.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 3)]
    public void TilesOfAllMapsAreTheCpus(int stride, int groups) =>
        Check([3, 6, 9, 7], [69, 6 / groups, 3, 3], (stride, stride), (1, 1), (1, 1), groups);

    private static void Check(Shape x, Shape w, Size2 stride, Size2 padding, Size2 dilation, int groups) => Accelerated.AssertAgrees(
        inputs => inputs[0].Conv2d(inputs[1], inputs[2], stride, padding, dilation, groups), 0, Whole(x), Whole(w), Whole([w[0]]));

    private static Variable Whole(Shape shape) => Variable.From([.. Enumerable.Range(0, (int)shape.Count).Select(static i => (float)((i * 7 % 11) - 5))], shape);
}
