using System.Runtime.InteropServices;
using Autograd.Tests.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Ops.LinearAlgebra;

/// <summary>An activation in the product's kernel gives the bits of the activation behind the product, forward and backward.</summary>
[Collection(PoolCollection.Name)]
public class LinearActivationTests
{
    private static readonly (int Rows, int Inputs, int Outputs)[] Sizes =
        [(1, 3, 1), (1, 40, 300), (7, 5, 33), (128, 784, 128), (70, 9, 1), (33, 1000, 17), (300, 64, 512), (3, 2, 2100)];

    public static TheoryData<Activation, DType> Cases
    {
        get
        {
            var cases = new TheoryData<Activation, DType>();
            foreach (var activation in Enum.GetValues<Activation>())
            {
                cases.Add(activation, DType.Float32);
                cases.Add(activation, DType.Float64);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void BitsAreThoseOfTheTwoOperations(Activation activation, DType dtype)
    {
        foreach (var (rows, inputs, outputs) in Sizes)
        {
            var x = Variable.Normal([rows, inputs], dtype: dtype).WithGrad();
            var weight = Variable.Normal([outputs, inputs], dtype: dtype).WithGrad();
            var bias = Variable.Normal([outputs], dtype: dtype).WithGrad();
            var cotangent = Variable.Normal([rows, outputs], dtype: dtype);
            byte[][]? first = null;
            foreach (var threads in new[] { 1, 2, 3 })
            {
                using ThreadCount count = new(threads);
                foreach (var apart in new[] { true, false })
                {
                    x.Grad = weight.Grad = bias.Grad = null;
                    byte[] value;
                    using (var tape = new Tape())
                    {
                        var y = apart ? After(x.Linear(weight, bias), activation) : x.Linear(weight, bias, activation);
                        value = Bytes(y);
                        y.Backward(cotangent);
                    }

                    byte[][] bits = [value, Bytes(x.Grad!), Bytes(weight.Grad!), Bytes(bias.Grad!)];
                    first ??= bits;
                    for (var i = 0; i < bits.Length; i++)
                        Assert.True(first[i].AsSpan().SequenceEqual(bits[i]), $"{activation} of [{rows}, {inputs}] to {outputs}: array {i} differs with {threads} threads, {(apart ? "apart" : "fused")}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void InferenceGivesTheSameBits(Activation activation, DType dtype)
    {
        var x = Variable.Normal([19, 30], dtype: dtype);
        var weight = Variable.Normal([45, 30], dtype: dtype);
        Assert.Equal(Bytes(After(x.Linear(weight), activation)), Bytes(x.Linear(weight, null, activation)));
    }

    /// <summary>What a recorded walk makes of a cotangent of ∞ where the derivative is 0, and of 0: as behind the product. One row, so that the bias gets dz itself.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void RecordedWalksAgreeWhereACotangentIsInfinite(Activation activation, DType dtype)
    {
        var x = Variable.Normal([1, 6], dtype: dtype).WithGrad();
        var weight = Variable.Normal([40, 6], dtype: dtype).WithGrad();
        var bias = Variable.Normal([40], dtype: dtype).WithGrad();
        var special = new double[40];
        for (var i = 0; i < special.Length; i++)
            special[i] = (i % 4) switch { 0 => double.PositiveInfinity, 1 => 0, 2 => double.NaN, _ => i - 20 };
        var cotangent = Variable.From(special, [1, 40]).To(dtype);
        byte[] Of(bool apart)
        {
            using var tape = new Tape();
            var y = apart ? After(x.Linear(weight, bias), activation) : x.Linear(weight, bias, activation);
            return Bytes(tape.Gradients([y], [cotangent], [bias], createGraph: true)[0]!);
        }

        Assert.Equal(Of(apart: true), Of(apart: false));
    }

    [Fact]
    public void ATransposedWeightAndAnExpandedInputGiveTheSameBits()
    {
        var x = Variable.Normal([1, 20]).Expand([9, 20]);
        var weight = Variable.Normal([20, 31]).T;
        Assert.Equal(Bytes(x.Linear(weight).Tanh()), Bytes(x.Linear(weight, null, Activation.Tanh)));
    }

    private static Variable After(Variable z, Activation activation) => activation switch
    {
        Activation.Relu => z.Relu(),
        Activation.Tanh => z.Tanh(),
        Activation.Sigmoid => z.Sigmoid(),
        Activation.Gelu => z.Gelu(),
        Activation.GeluTanh => z.Gelu(GeluForm.Tanh),
        _ => z.Silu(),
    };

    private static byte[] Bytes(Variable x) => x.DType == DType.Float32
        ? MemoryMarshal.AsBytes(x.AsSpan<float>()).ToArray()
        : MemoryMarshal.AsBytes(x.AsSpan<double>()).ToArray();
}
