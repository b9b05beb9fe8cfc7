using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Variables;

public class ReadingTests
{
    private static readonly Variable Matrix = Variable.From(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });

    [Fact]
    public void AsSpanSharesTheMemory()
    {
        var x = Variable.From([1f, 2f]);
        var span = x.AsSpan<float>();
        x.Update<float>(e => e[0] = 5);
        Assert.Equal(5, span[0]);
        Assert.Equal(2f, x[1].AsSpan<float>()[0]);
    }

    [Fact]
    public void TensorSpansKeepTheStrides()
    {
        var span = Matrix.T.AsTensorSpan<float>();
        Assert.Equal(3, span.Lengths[0]);
        Assert.Equal(4, span[0, 1]);
        Assert.Equal(3, span[2, 0]);
    }

    [Fact]
    public void ToArrayReadsAnyLayoutInRowMajorOrder()
    {
        Assert.Equal([1, 4, 2, 5, 3, 6], Matrix.T.ToArray<float>());
        Assert.Equal([1, 2, 3, 1, 2, 3], Matrix[0].Expand([2, 3]).ToArray<float>());
    }

    [Fact]
    public void WrongTypesAndLayoutsSaySo()
    {
        Assert.Equal("as_span: shape [3, 2] with strides [1, 3] is not contiguous; use Contiguous().AsSpan or ToArray", Assert.Throws<InvalidOperationException>(() => Matrix.T.AsSpan<float>()).Message);
        Assert.Equal("to_array: the elements are float32, asked for as double; use ToArray<float>() or cast with To", Assert.Throws<ArgumentException>(() => Matrix.ToArray<double>()).Message);
        Assert.Equal("item: shape [2, 3] has 6 elements, not one; index it first, or use ToArray", Assert.Throws<ArgumentException>(() => Matrix.Item<float>()).Message);
    }

    [Fact]
    public void ScalarsConvert()
    {
        Assert.Equal(2.5, (double)Variable.From(2.5f));
        Assert.Equal(2.5f, (float)Variable.From(2.5f));
        Assert.Equal(7, Variable.From([7L]).Item<long>());
    }

    [Fact]
    public void IndexersTakePlacesRangesAndSteps()
    {
        Near.Equal([4, 5, 6], Matrix[1]);
        Near.Equal([4, 5, 6], Matrix[^1]);
        Near.Equal([2, 5], Matrix[.., 1]);
        Near.Equal([6], Matrix[1, 2]);
        Near.Equal([2, 3, 5, 6], Matrix[.., 1..]);
        Near.Equal([1, 3], Matrix[0, AxisIndex.Every(.., 2)]);
        Assert.Equal([1, 3], Matrix[1..].Shape);
        Assert.Equal(Shape.Scalar, Matrix[0, 0].Shape);
        Assert.Equal("index: the place 2 is outside axis 0 of shape [2, 3]; stay within 0 to 1", Assert.Throws<ArgumentException>(() => Matrix[2]).Message);
        Assert.Equal("index: 3 indices for shape [2, 3]; give at most 2", Assert.Throws<ArgumentException>(() => Matrix[0, 0, 0]).Message);
    }

    [Fact]
    public void DisplayLooksLikeAnArray()
    {
        Assert.Equal("[[1, 2, 3],\n [4, 5, 6]] float32[2, 3]", Matrix.ToString());
        Assert.Equal("2.5 float64[]", Variable.From(2.5).ToString());
        Assert.Equal("[] float32[0]", Variable.Zeros([0]).ToString());
        Assert.Equal("[ True, False] bool[2]", Variable.From([true, false]).ToString());
        Assert.Equal("[ nan,  inf, -inf] float32[3]", Variable.From([float.NaN, float.PositiveInfinity, float.NegativeInfinity]).ToString());
        Assert.Equal("[   0,    1,    2, ..., 1998, 1999, 2000] int64[2001]", Variable.Arange(2001, DType.Int64).ToString());
    }

    [Fact]
    public void TheDebuggerShowsDtypeShapeDeviceOperationAndMoments()
    {
        var text = (string)typeof(Variable).GetProperty("DebuggerText", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(Matrix * 2)!;
        Assert.Equal("f32[2, 3] cpu mul μ=7 σ=3.42", text);
    }
}
