#if ILGPU
using Autograd.Backends;
using Autograd.Ilgpu.Blas;
using Autograd.Ilgpu.Discovery;
using Autograd.Ilgpu.Kernels;
using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>
/// How products of ours become calls of cuBLAS, which is not at hand: a table of functions with its conventions stands in, on the
/// host's memory. Whole numbers make every sum exact.
/// </summary>
public sealed class CublasTests
{
    private static readonly Dictionary<string, Func<DType, (Variable A, Variable B)>> Operands = new()
    {
        ["plain"] = static d => (Numbers([3, 4], d), Numbers([4, 5], d)),
        ["a transposed"] = static d => (Numbers([4, 3], d).T, Numbers([4, 5], d)),
        ["b transposed"] = static d => (Numbers([3, 4], d), Numbers([5, 4], d).T),
        ["both transposed"] = static d => (Numbers([4, 3], d).T, Numbers([5, 4], d).T),
        ["parts of rows"] = static d => (Numbers([3, 9], d)[.., 2..6], Numbers([4, 7], d)[.., 1..6]),
        ["parts of columns"] = static d => (Numbers([9, 3], d)[2..6].T, Numbers([7, 4], d)[1..6].T),
        ["a row"] = static d => (Numbers([1, 4], d), Numbers([4, 5], d)),
        ["a column"] = static d => (Numbers([3, 4], d), Numbers([4, 1], d)),
        ["a row of a column"] = static d => (Numbers([4, 3], d)[.., 1..2].T, Numbers([4, 5], d)),
        ["an outer product"] = static d => (Numbers([3, 1], d), Numbers([1, 5], d)),
        ["an outer product of parts"] = static d => (Numbers([3, 4], d)[.., 2..3], Numbers([5, 4], d)[.., 1..2].T),
        ["one number"] = static d => (Numbers([1, 1], d), Numbers([1, 1], d)),
        ["a batch"] = static d => (Numbers([6, 3, 4], d), Numbers([6, 4, 5], d)),
        ["a batch of transposed"] = static d => (Numbers([6, 4, 3], d).Transpose(1, 2), Numbers([6, 5, 4], d).Transpose(1, 2)),
        ["one b for all"] = static d => (Numbers([6, 3, 4], d), Numbers([4, 5], d).Expand([6, 4, 5])),
        ["one a for all"] = static d => (Numbers([3, 4], d).Expand([6, 3, 4]), Numbers([6, 4, 5], d)),
        ["two batch axes"] = static d => (Numbers([2, 3, 3, 4], d), Numbers([2, 3, 4, 5], d)),
        ["two batch axes in another order"] = static d => (Numbers([3, 2, 3, 4], d).Transpose(0, 1), Numbers([2, 3, 4, 5], d)),
        ["heads"] = static d => (Numbers([2, 3, 2, 4], d).Transpose(1, 2), Numbers([2, 5, 2, 4], d).Transpose(1, 2).Transpose(2, 3)),
    };

    public static TheoryData<string, DType> Cases
    {
        get
        {
            var cases = new TheoryData<string, DType>();
            foreach (var name in Operands.Keys)
            {
                cases.Add(name, DType.Float32);
                cases.Add(name, DType.Float64);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ProductsAreTheCpus(string name, DType dtype)
    {
        var (a, b) = Operands[name](dtype);
        var expected = a.MatMul(b);
        using var cublas = Load();
        Span<int> space = stackalloc int[KernelPlan.Space(2)];
        for (var bias = 0; bias < 2; bias++)
        {
            var c = Variable.Full(expected.Shape, bias == 0 ? double.NaN : 7, dtype);
            Assert.True(GemmPlan.TryCreate(a.View, b.View, c.View, space, out var plan));
            if (dtype == DType.Float32)
                cublas.Multiply(plan, Address<float>(a), Address<float>(b), Address<float>(c), (float)bias, allowsTf32: false);
            else
                cublas.Multiply(plan, Address<double>(a), Address<double>(b), Address<double>(c), (double)bias, allowsTf32: false);
            Assert.Equal((expected + (7 * bias)).To(DType.Float64).ToArray<double>(), c.To(DType.Float64).ToArray<double>());
        }
    }

    [Fact]
    public void ABatchIsOneCallAndASingleProductAPlainOne()
    {
        Assert.Equal((1, 1), CallsOf("a batch"));
        Assert.Equal((1, 1), CallsOf("two batch axes"));
        Assert.Equal((1, 1), CallsOf("one b for all"));
        Assert.Equal((1, 0), CallsOf("plain"));
        Assert.Equal((2, 2), CallsOf("two batch axes in another order"));
    }

    [Fact]
    public void LayoutsWithoutNeighboursAreLeftToTheKernel()
    {
        var apart = Numbers([6, 8])[.., ..].Reshape(3, 2, 4, 2)[.., 0, .., 0];
        Assert.False(Maps(apart, Numbers([4, 5])));
        Assert.False(Maps(Numbers([3, 4]), Numbers([1, 5]).Expand([4, 5])));
        Assert.False(Maps(Numbers([3, 0]), Numbers([0, 5])));
        Assert.False(BlasMatrix.TryMap(2, 3, 1L << 31, 1, out _));
        Assert.True(Maps(Numbers([3, 4]), Numbers([4, 5])));
    }

    [Fact]
    public void Tf32IsOnlyForWhoAsks()
    {
        using var cublas = Load();
        Assert.Equal(0, FakeCublas.MathMode);
        Run(cublas, allowsTf32: true);
        Assert.Equal(3, FakeCublas.MathMode);
        Run(cublas, allowsTf32: false);
        Assert.Equal(0, FakeCublas.MathMode);
        Assert.False(IlgpuDevices.AllowsTf32);
    }

    [Fact]
    public void TheNewestReleaseIsTakenAndClosed()
    {
        var libraries = new FakeLibraries().With(Cublas.Names[2], []).With(Cublas.Names[1], FakeCublas.Table());
        using (var cublas = Cublas.TryLoad(libraries, 5, out var absence))
        {
            Assert.Null(absence);
            Assert.Equal("12.4.3", cublas!.Version);
            Assert.Equal(5, FakeCublas.Stream);
        }

        Assert.True(FakeCublas.IsDestroyed);
    }

    [Fact]
    public void WhatIsMissingIsSaid()
    {
        Assert.Null(Cublas.TryLoad(new FakeLibraries(), 0, out var absence));
        Assert.Equal($"none of {string.Join(", ", Cublas.Names)} loads", absence);
        Assert.Null(Cublas.TryLoad(new FakeLibraries().With(Cublas.Names[0], []), 0, out absence));
        Assert.Equal("cuBLAS has no cublasCreate_v2", absence);
        var libraries = new FakeLibraries().With(Cublas.Names[0], FakeCublas.Table());
        FakeCublas.CreateStatus = 1;
        Assert.Null(Cublas.TryLoad(libraries, 0, out absence));
        Assert.Equal("cublasCreate gives 1 (not initialised)", absence);
    }

    [Theory]
    [InlineData(13, "device: ilgpu-cpu was lost in matmul (cublasSgemm gives 13 (the kernel did not run)); go on with another device, or restart the program", true)]
    [InlineData(14, "device: ilgpu-cpu was lost in matmul (cublasSgemm gives 14 (an internal error)); go on with another device, or restart the program", true)]
    [InlineData(3, "matmul: ilgpu-cpu has no memory for cuBLAS left", false)]
    [InlineData(7, "matmul: cublasSgemm gives 7 (a wrong argument); IlgpuDevices.UsesCublas = false does without cuBLAS", false)]
    public void WhatAProductGivesIsOneErrorOfTheDevices(int status, string message, bool isLost)
    {
        Accelerated.Require();

        // The simulated device's memory is the host's, where the stand-in multiplies.
        var lost = 0;
        var candidate = Finder.Cpu()[0];
        Assert.True(candidate.Prove());
        using var backend = new IlgpuBackend(Device.IlgpuCpu, candidate.Take() with { Cublas = Load() }, _ => lost++);
        var (a, b, c) = (View(backend), View(backend), View(backend));
        backend.Fill(a, 3);
        backend.Fill(b, 5);
        backend.MatMul(a, b, c, null);
        Assert.Equal(1, FakeCublas.Calls);
        FakeCublas.ProductStatus = status;
        var error = Assert.ThrowsAny<Exception>(() => backend.MatMul(a, b, c, null));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.IsType<CublasException>(error.InnerException);
        Assert.Equal(isLost ? 1 : 0, lost);
        FakeCublas.ProductStatus = 0;
        if (isLost)
            Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => backend.MatMul(a, b, c, null)).Message);
        else
            backend.MatMul(a, b, c, null);

        static TensorView View(IlgpuBackend backend) => new(backend.Allocate(DType.Float32, 1, pooled: false), [1, 1], Strides.Create([1, 1]), 0);
    }

    private static (int Calls, int Batched) CallsOf(string name)
    {
        var (a, b) = Operands[name](DType.Float32);
        using var cublas = Load();
        var c = Variable.Zeros(a.MatMul(b).Shape);
        Assert.True(GemmPlan.TryCreate(a.View, b.View, c.View, stackalloc int[KernelPlan.Space(2)], out var plan));
        cublas.Multiply(plan, Address<float>(a), Address<float>(b), Address<float>(c), 0f, allowsTf32: false);
        return (FakeCublas.Calls, FakeCublas.BatchedCalls);
    }

    private static void Run(Cublas cublas, bool allowsTf32)
    {
        var (a, b, c) = (Numbers([3, 4]), Numbers([4, 5]), Variable.Zeros([3, 5]));
        Assert.True(GemmPlan.TryCreate(a.View, b.View, c.View, stackalloc int[KernelPlan.Space(2)], out var plan));
        cublas.Multiply(plan, Address<float>(a), Address<float>(b), Address<float>(c), 0f, allowsTf32);
    }

    private static bool Maps(Variable a, Variable b) =>
        GemmPlan.TryCreate(a.View, b.View, Variable.Zeros([a.Shape[0], b.Shape[1]]).View, stackalloc int[KernelPlan.Space(2)], out _);

    private static Cublas Load() => Cublas.TryLoad(new FakeLibraries().With(Cublas.Names[0], FakeCublas.Table()), 0, out _)!;

    private static Variable Numbers(Shape shape, DType dtype = DType.Float32)
    {
        var random = new Random(shape.Rank + (int)shape.Count);
        return Variable.From([.. Enumerable.Range(0, (int)shape.Count).Select(_ => (float)random.Next(-9, 10))], shape).To(dtype);
    }

    // The CPU's memory is pinned, so that an address stays one.
    private static unsafe nint Address<T>(Variable x)
        where T : unmanaged => (nint)(((Autograd.Backends.Cpu.CpuStorage)x.Storage).Pointer<T>() + x.View.Offset);
}
#endif
