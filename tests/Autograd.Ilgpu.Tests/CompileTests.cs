using Xunit;
#if ILGPU
using System.Reflection;
using Autograd.Ilgpu.Discovery;
using Autograd.Ilgpu.Kernels;
using Autograd.NN;
using Autograd.Ops;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
#endif

namespace Autograd.Ilgpu.Tests;

/// <summary>
/// The processor's accelerator runs the kernels' methods themselves, so that they work there does not show that a GPU's compiler
/// takes them: these tests compile them for NVIDIA's devices and OpenCL, which needs no device.
/// </summary>
public sealed class CompileTests
{
#if ILGPU
    private static readonly Dictionary<string, MethodInfo> Kernels = new()
    {
        ["tanh"] = Method(typeof(ElementwiseKernels), "Unary", typeof(TanhOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["tanh double"] = Method(typeof(ElementwiseKernels), "Unary", typeof(TanhOp.Rule), typeof(KernelDouble), typeof(LoopAxes)),
        ["exp"] = Method(typeof(ElementwiseKernels), "Unary", typeof(ExpOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["sin"] = Method(typeof(ElementwiseKernels), "Unary", typeof(SinOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["cos double vjp"] = Method(typeof(ElementwiseKernels), "UnaryVjp", typeof(CosOp.Rule), typeof(KernelDouble), typeof(LoopAxes)),
        ["round"] = Method(typeof(ElementwiseKernels), "Unary", typeof(RoundOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["gelu vjp"] = Method(typeof(ElementwiseKernels), "UnaryVjp", typeof(GeluOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["erf double"] = Method(typeof(ElementwiseKernels), "Unary", typeof(ErfOp.Rule), typeof(KernelDouble), typeof(LoopAxes)),
        ["softplus"] = Method(typeof(ElementwiseKernels), "Ternary", typeof(SoftplusOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["softplus vjp"] = Method(typeof(ElementwiseKernels), "TernaryVjp", typeof(SoftplusOp.Rule), typeof(TernarySecond), typeof(KernelSingle), typeof(LoopAxes)),
        ["clamp long"] = Method(typeof(ElementwiseKernels), "Ternary", typeof(ClampOp.Rule), typeof(KernelInt64), typeof(LoopAxes)),
        ["remainder"] = Method(typeof(ElementwiseKernels), "Binary", typeof(RemainderOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["remainder double"] = Method(typeof(ElementwiseKernels), "Binary", typeof(RemainderOp.Rule), typeof(KernelDouble), typeof(LoopAxes)),
        ["log vjp"] = Method(typeof(ElementwiseKernels), "UnaryVjp", typeof(LogOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["abs int"] = Method(typeof(ElementwiseKernels), "Unary", typeof(AbsOp.Rule), typeof(KernelInt32), typeof(LoopAxes)),
        ["pow"] = Method(typeof(ElementwiseKernels), "Binary", typeof(PowOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["pow double"] = Method(typeof(ElementwiseKernels), "Binary", typeof(PowOp.Rule), typeof(KernelDouble), typeof(LoopAxes)),
        ["pow vjp"] = Method(typeof(ElementwiseKernels), "BinaryVjpBoth", typeof(PowOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["maximum"] = Method(typeof(ElementwiseKernels), "Binary", typeof(MaximumOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["binary cross-entropy"] = Method(typeof(ElementwiseKernels), "Binary", typeof(BceLossOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["binary cross-entropy vjp"] = Method(typeof(ElementwiseKernels), "BinaryVjpBoth", typeof(BceLossOp.Rule), typeof(KernelDouble), typeof(LoopAxes)),
        ["binary cross-entropy of logits"] = Method(typeof(ElementwiseKernels), "Binary", typeof(BceWithLogitsLossOp.Rule), typeof(KernelSingle), typeof(LoopAxes)),
        ["user's rule"] = Method(typeof(ElementwiseKernels), "UnaryVjp", typeof(SoftsignOp.Rule), typeof(KernelDouble), typeof(LoopAxes)),
        ["greater of bools"] = Method(typeof(ElementwiseKernels), "Compare", typeof(GreaterOp.Rule), typeof(KernelTruth), typeof(KernelInt32), typeof(LoopAxes)),
        ["cast"] = Method(typeof(CopyKernels), "Convert", typeof(KernelDouble), typeof(KernelInt64), typeof(LoopAxes)),
        ["cast to float16"] = Method(typeof(CopyKernels), "Convert", typeof(KernelDouble), typeof(KernelHalf), typeof(LoopAxes)),
        ["cast of float16"] = Method(typeof(CopyKernels), "Convert", typeof(KernelHalf), typeof(KernelSingle), typeof(LoopAxes)),
        ["cast of bfloat16"] = Method(typeof(CopyKernels), "Convert", typeof(KernelBFloat16), typeof(KernelInt64), typeof(LoopAxes)),
        ["where"] = Method(typeof(CopyKernels), "Select", typeof(int), typeof(LoopAxes)),
        ["tanh, four at once"] = Method(typeof(ElementwiseKernels), "Unary", typeof(TanhOp.Rule), typeof(Quad<KernelSingle>), typeof(FlatAxes)),
        ["mul vjp, four at once"] = Method(typeof(ElementwiseKernels), "BinaryVjpBoth", typeof(MulOp.Rule), typeof(Quad<KernelSingle>), typeof(FlatAxes)),
        ["gelu vjp, a thread each"] = Method(typeof(ElementwiseKernels), "UnaryVjp", typeof(GeluOp.Rule), typeof(KernelSingle), typeof(Each<FlatAxes>)),
        ["maximum, a thread each"] = Method(typeof(ElementwiseKernels), "Binary", typeof(MaximumOp.Rule), typeof(KernelSingle), typeof(Each<LoopAxes>)),
        ["sum"] = Method(typeof(ReduceKernels), "Level", typeof(SumOp.Rule), typeof(KernelSingle)),
        ["max long"] = Method(typeof(ReduceKernels), "Level", typeof(MaxOp.Rule), typeof(KernelInt64)),
        ["sgd"] = Method(typeof(UpdateKernels), "Update", typeof(SgdRule), typeof(KernelSingle)),
        ["adam"] = Method(typeof(UpdateKernels), "Update", typeof(AdamRule), typeof(KernelSingle)),
        ["rmsprop double"] = Method(typeof(UpdateKernels), "Update", typeof(RmsPropRule), typeof(KernelDouble)),
        ["adagrad"] = Method(typeof(UpdateKernels), "Update", typeof(AdagradRule), typeof(KernelSingle)),
        ["argmax"] = Method(typeof(AxisKernels), "ArgReduce", typeof(ArgMaxOp.Rule), typeof(KernelSingle)),
        ["cumsum"] = Method(typeof(AxisKernels), "CumulativeSum", typeof(KernelDouble)),
        ["flip"] = Method(typeof(AxisKernels), "Reverse", typeof(int)),
        ["maxpool"] = Method(typeof(PoolingKernels), "Max", typeof(KernelSingle)),
        ["avgpool"] = Method(typeof(PoolingKernels), "Average", typeof(KernelSingle)),
        ["avgpool vjp"] = Method(typeof(PoolingKernels), "AverageGradient", typeof(KernelDouble)),
        ["cross-entropy vjp"] = Method(typeof(SoftmaxKernels), "CrossEntropyVjp", typeof(KernelSingle)),
        ["layer norm columns"] = Method(typeof(NormalizationKernels), "ColumnParts", typeof(KernelSingle)),
        ["batch norm"] = Method(typeof(ChannelKernels), "Normalize", typeof(KernelSingle)),
        ["lstm"] = Method(typeof(RecurrentKernels), "Step", typeof(LstmOp.Unit), typeof(KernelSingle)),
        ["lstm vjp"] = Method(typeof(RecurrentKernels), "StepVjp", typeof(LstmOp.Unit), typeof(KernelSingle)),
        ["gru vjp double"] = Method(typeof(RecurrentKernels), "StepVjp", typeof(GruOp.Unit), typeof(KernelDouble)),
        ["gather"] = Method(typeof(IndexKernels), "Read", typeof(long)),
        ["scatter"] = Method(typeof(IndexKernels), "Add", typeof(KernelSingle)),
        ["links"] = Method(typeof(IndexKernels), "Link"),
        ["scatter by links"] = Method(typeof(IndexKernels), "AddLinked", typeof(KernelDouble)),
        ["uniform"] = Method(typeof(RandomKernels), "Uniform"),
        ["normal"] = Method(typeof(RandomKernels), "Normal"),
        ["normal double"] = Method(typeof(RandomKernels), "NormalDouble"),
        ["bernoulli"] = Method(typeof(RandomKernels), "Bernoulli", typeof(float)),
    };

    /// <summary>Kernels whose threads work in groups.</summary>
    private static readonly Dictionary<string, MethodInfo> GroupedKernels = new()
    {
        ["matmul"] = Product(typeof(StridedSource<KernelSingle>), typeof(StridedSource<KernelSingle>), typeof(MatrixTarget<KernelSingle>), typeof(KernelSingle)),
        ["matmul double"] = Product(typeof(StridedSource<KernelDouble>), typeof(StridedSource<KernelDouble>), typeof(MatrixTarget<KernelDouble>), typeof(KernelDouble)),
        ["matmul long"] = Product(typeof(StridedSource<KernelInt64>), typeof(StridedSource<KernelInt64>), typeof(MatrixTarget<KernelInt64>), typeof(KernelInt64)),
        ["conv"] = Product(typeof(FilterSource<KernelSingle>), typeof(PatchSource<KernelSingle>), typeof(PlaneTarget<KernelSingle>), typeof(KernelSingle)),
        ["conv input"] = Product(typeof(TurnedFilterSource<KernelSingle>), typeof(SpreadSource<KernelSingle>), typeof(SpreadTarget<KernelSingle>), typeof(KernelSingle)),
        ["conv weight"] = Product(typeof(PlaneSource<KernelDouble>), typeof(PatchSource<KernelDouble>), typeof(MatrixTarget<KernelDouble>), typeof(KernelDouble)),
        ["sum of long rows"] = Method(typeof(ReduceKernels), "Parts", typeof(SumOp.Rule), typeof(KernelSingle)),
        ["max of long rows"] = Method(typeof(ReduceKernels), "Parts", typeof(MaxOp.Rule), typeof(KernelInt64)),
        ["softmax"] = Method(typeof(SoftmaxKernels), "Softmax", typeof(KernelSingle)),
        ["softmax vjp"] = Method(typeof(SoftmaxKernels), "SoftmaxVjp", typeof(KernelDouble)),
        ["cross-entropy"] = Method(typeof(SoftmaxKernels), "CrossEntropy", typeof(KernelSingle)),
        ["layer norm"] = Method(typeof(NormalizationKernels), "Rows", typeof(KernelSingle)),
        ["layer norm vjp"] = Method(typeof(NormalizationKernels), "RowsVjp", typeof(KernelSingle)),
        ["batch norm moments"] = Method(typeof(ChannelKernels), "Moments", typeof(KernelDouble)),
        ["batch norm vjp"] = Method(typeof(ChannelKernels), "Vjp", typeof(KernelSingle)),
        ["batch norm parameters"] = Method(typeof(ChannelKernels), "ParameterVjp", typeof(KernelSingle)),
        ["attention"] = Method(typeof(AttentionKernels), "Forward", typeof(KernelSingle)),
        ["attention queries"] = Method(typeof(AttentionKernels), "QueriesVjp", typeof(KernelSingle)),
        ["attention keys"] = Method(typeof(AttentionKernels), "KeysVjp", typeof(KernelDouble)),
    };

    public static TheoryData<string> Names => [.. Kernels.Keys, .. GroupedKernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void KernelsCompileForNvidia(string name)
    {
        using var context = OpenDevice.NewContext();
        using var backend = new PTXBackend(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_80, null!);
        CompilerFaults.Mend(backend);
        var kernel = (PTXCompiledKernel)backend.Compile(EntryPoint(name), KernelSpecialization.Empty);
        Assert.Contains(".entry", kernel.PTXAssembly, StringComparison.Ordinal);
        Assert.DoesNotContain("tanh.approx", kernel.PTXAssembly, StringComparison.Ordinal);
        Assert.DoesNotContain("ex2.approx", kernel.PTXAssembly, StringComparison.Ordinal);
        Assert.DoesNotContain("sin.approx", kernel.PTXAssembly, StringComparison.Ordinal);
        Assert.DoesNotContain("cos.approx", kernel.PTXAssembly, StringComparison.Ordinal);
        Assert.DoesNotContain("lg2.approx", kernel.PTXAssembly, StringComparison.Ordinal);
    }

    [Fact]
    public void FourFloatsAreOneInstructionOfNvidiasMemory()
    {
        using var context = OpenDevice.NewContext();
        using var backend = new PTXBackend(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_80, null!);
        var kernel = (PTXCompiledKernel)backend.Compile(EntryPoint("mul vjp, four at once"), KernelSpecialization.Empty);
        Assert.Contains("ld.global.v4.", kernel.PTXAssembly, StringComparison.Ordinal);
        Assert.Contains("st.global.v4.", kernel.PTXAssembly, StringComparison.Ordinal);
    }

    [Fact]
    public void AThreadReadsItsFoursOfATileAtOnce()
    {
        using var context = OpenDevice.NewContext();
        using var backend = new PTXBackend(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_80, null!);
        var kernel = (PTXCompiledKernel)backend.Compile(EntryPoint("matmul"), KernelSpecialization.Empty);
        Assert.Equal(3, kernel.PTXAssembly.Split("ld.shared.v4.").Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void KernelsCompileForOpenCL(string name)
    {
        using var context = OpenDevice.NewContext();
        using var backend = OpenCL(context);
        Assert.Contains("kernel", Source(backend, EntryPoint(name)), StringComparison.Ordinal);
    }

    /// <summary>A program compiles many kernels in one context, and what an earlier one has left there may change a later one.</summary>
    [Fact]
    public void KernelsOfOneProgramAddressTheDevicesMemoryAsSuch()
    {
        using var context = OpenDevice.NewContext();
        using var backend = OpenCL(context);
        foreach (var name in Names)
            Assert.False(Source(backend, EntryPoint(name)).Contains("__generic", StringComparison.Ordinal), $"{name.Data} works through generic pointers");
    }

    [Fact]
    public void ALoadStaysBeforeTheBarrierBehindIt()
    {
        using var context = OpenDevice.NewContext();
        using var backend = OpenCL(context);
        var source = Source(backend, EntryPointDescription.FromExplicitlyGroupedKernel(Method(typeof(TestKernels), nameof(TestKernels.ReadBeforeBarrier))));

        // The sum behind the loop: nothing but this kernel's one load stands right before a barrier.
        Assert.Matches(@"=  \*  var\d+;\s*work_group_barrier", source);
        Assert.Contains("CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE", source.Split("work_group_barrier")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void FloatsAreNotReckonedWithAsIntegers()
    {
        using var context = OpenDevice.NewContext();
        using var backend = OpenCL(context);
        var rule = Method(typeof(ElementwiseKernels), "Unary", typeof(RoundedOp.Rule), typeof(KernelSingle), typeof(LoopAxes));
        var source = Source(backend, EntryPointDescription.FromImplicitlyGroupedKernel(rule));
        Assert.Equal(3, source.Split("(float) 1.0f - ").Length);
        Assert.Contains("(float)3.0f", source, StringComparison.Ordinal);
        Assert.Contains("(float)5.0f", source, StringComparison.Ordinal);
    }

    [Fact]
    public void IntegersWrapAround()
    {
        using var context = OpenDevice.NewContext();
        using var backend = OpenCL(context);
        var source = Source(backend, EntryPointDescription.FromImplicitlyGroupedKernel(Method(typeof(TestKernels), nameof(TestKernels.UpperHalf))));
        Assert.Contains("* 1ul *", source, StringComparison.Ordinal);
    }

    private static CLBackend OpenCL(Context context)
    {
        var capabilities = new CLCapabilityContext(float16: false, float64: true, genericAddressSpace: true, int64_Atomics: true, subGroups: false);
        var backend = new CLBackend(context, capabilities, CLDeviceVendor.Other, CLCVersion.CL20);
        CompilerFaults.Mend(backend);
        return backend;
    }

    private static string Source(CLBackend backend, EntryPointDescription kernel) => ((CLCompiledKernel)backend.Compile(kernel, KernelSpecialization.Empty)).Source;

    private static EntryPointDescription EntryPoint(string name) => Kernels.TryGetValue(name, out var kernel)
        ? EntryPointDescription.FromImplicitlyGroupedKernel(kernel)
        : EntryPointDescription.FromExplicitlyGroupedKernel(GroupedKernels[name]);

    private static MethodInfo Product(Type left, Type right, Type target, Type number) => Method(typeof(TiledProduct), "Multiply", number, left, right, target);

    private static MethodInfo Method(Type kernels, string name, params Type[] arguments)
    {
        var method = kernels.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!;
        return arguments.Length == 0 ? method : method.MakeGenericMethod(arguments);
    }
#else
    [Fact]
    public void KernelsCompileForNvidiaAndOpenCL() => Accelerated.Require();
#endif
}
