using Xunit;

namespace Autograd.GradientChecking.Tests.Layouts;

public sealed class InputLayoutsTests
{
    [Theory]
    [InlineData(InputLayout.Transposed)]
    [InlineData(InputLayout.Offset)]
    public void Elements_stay_and_places_change(InputLayout layout)
    {
        foreach (var shape in (Shape[])[[5], [3, 4], [2, 3, 4]])
        {
            var x = Points.Spread(shape);
            var arranged = InputLayouts.Arrange(x, layout)!;

            Assert.Equal(shape, arranged.Shape);
            Assert.Equal(x.ToArray<double>(), arranged.ToArray<double>());
            Assert.True(!arranged.IsContiguous || arranged.Offset > 0);
        }
    }

    [Fact]
    public void Repeated_has_a_stride_of_zero()
    {
        var arranged = InputLayouts.Arrange(Points.Spread([1, 3, 2]), InputLayout.Repeated)!;

        Assert.Equal(0, arranged.Strides[1]);
        Assert.Equal(arranged.ToArray<double>()[..2], arranged.ToArray<double>()[2..4]);
    }

    [Fact]
    public void Scalars_have_an_offset_only()
    {
        var x = Variable.From(3.0);

        Assert.Null(InputLayouts.Arrange(x, InputLayout.Transposed));
        Assert.Null(InputLayouts.Arrange(x, InputLayout.Repeated));
        Assert.Equal(1, InputLayouts.Arrange(x, InputLayout.Offset)!.Offset);
    }

    [Fact]
    public void Integers_can_be_arranged() =>
        Assert.Equal([1L, 2], InputLayouts.Arrange(Variable.From(new long[] { 1, 2 }), InputLayout.Transposed)!.ToArray<long>());
}
