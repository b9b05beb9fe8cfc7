using Xunit;

namespace Autograd.NN.Tests.Files;

public class ByteOrderTests
{
    [Theory]
    [InlineData(1, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    [InlineData(2, new byte[] { 2, 1, 4, 3, 6, 5, 8, 7 })]
    [InlineData(4, new byte[] { 4, 3, 2, 1, 8, 7, 6, 5 })]
    [InlineData(8, new byte[] { 8, 7, 6, 5, 4, 3, 2, 1 })]
    public void ReversesEveryElement(int size, byte[] expected)
    {
        byte[] bytes = [1, 2, 3, 4, 5, 6, 7, 8];

        ByteOrder.Reverse(bytes, size);

        Assert.Equal(expected, bytes);
    }
}
