#if ILGPU
using Autograd.Backends;
using ILGPU;
using ILGPU.Runtime;
using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>What a launch costs the host: nothing that the collector has to clear away.</summary>
public sealed class LaunchTests
{
    [Fact]
    public void LaunchesAllocateNothing()
    {
        Accelerated.Require();
        var backend = BackendRegistry.Get(Accelerated.Device);
        var x = View(Variable.Ones([4], device: Accelerated.Device));
        var y = View(Variable.Ones([4], device: Accelerated.Device));
        var matrix = View(Variable.Ones([2, 2], device: Accelerated.Device));
        var product = View(Variable.Ones([2, 2], device: Accelerated.Device));

        // ILGPU's simulation allocates for a launch itself, to hand it to its threads.
        long most = Accelerated.Device == Device.IlgpuCpu ? 1000 : 0;
        Assert.InRange(Costs(() => backend.Unary<TanhOp.Rule>(x, y)), 0, most);
        Assert.InRange(Costs(() => backend.UnaryVjp<TanhOp.Rule>(x, y, x, y)), 0, most);
        Assert.InRange(Costs(() => backend.Binary<AddOp.Rule>(x, x, y)), 0, most);
        Assert.InRange(Costs(() => backend.BinaryVjp<MulOp.Rule>(x, x, y, x, y, null)), 0, most);
        Assert.InRange(Costs(() => backend.Fill(y, 2)), 0, most);
        Assert.InRange(Costs(() => backend.Copy(x, y)), 0, most);
        Assert.InRange(Costs(() => backend.Accumulate(x, y)), 0, most);
        Assert.InRange(Costs(() => backend.MatMul(matrix, matrix, product, null)), 0, most);
        Assert.InRange(Costs(() => backend.Reduce<SumOp.Rule>(x, product, 2, 2, 1)), 0, most);
        backend.Synchronize();
    }

    [Fact]
    public void LaunchesAreCountedForTheDeviceAndTheProfile()
    {
        Accelerated.Require();
        var x = Variable.Ones([4], device: Accelerated.Device);
        _ = x.Tanh();
        var before = Devices.Activity(Accelerated.Device);
        using (var profile = Profile.Start())
        {
            for (var i = 0; i < 3; i++)
                _ = x.Tanh();
            Assert.Equal(3, profile.Rows().Sum(static row => row.Launches));
        }

        var activity = Devices.Activity(Accelerated.Device) - before;
        Assert.Equal(new DeviceActivity(3, 0, 0, 0, 0, 0, 0), activity);
        Assert.Equal(0, activity.Transfers);
    }

    /// <summary>A compiler that takes overflow for impossible shows in what it concludes from signs, more than in the bits.</summary>
    [Fact]
    public void IntegersWrapAroundAsInCSharp()
    {
        Accelerated.Require();
        int[] numbers = [int.MaxValue, int.MinValue, -1, 0, .. Enumerable.Range(0, 60).Select(static i => (int)(0x9E3779B9u * (uint)(i + 1)))];
        Assert.Equal(Array.ConvertAll(numbers, UpperHalf), Run(TestKernels.UpperHalf));
        Assert.Equal(Array.ConvertAll(numbers, static number => UpperHalf(number) < 0 ? 1 : 0), Run(TestKernels.UpperHalfIsNegative));
        Assert.Equal(Array.ConvertAll(numbers, static number => (unchecked(number + 1000) < number ? 1 : 0) + (unchecked(number - 1000) > number ? 2 : 0)), Run(TestKernels.Wraps));

        static int UpperHalf(int number) => (int)(((ulong)(uint)number * 0xFFFFFFFFUL) >> 32);

        int[] Run(Action<Index1D, ArrayView<int>, ArrayView<int>> kernel)
        {
            var x = Variable.From(numbers).To(Accelerated.Device);
            var y = Variable.ZerosLike(x);
            IlgpuKernels.Launch(Accelerated.Device, kernel, numbers.Length, IlgpuKernels.Elements<int>(x), IlgpuKernels.Elements<int>(y));
            return y.To(Device.Cpu).ToArray<int>();
        }
    }

    [Fact]
    public void WhatIsReadBeforeABarrierIsWhatWasThereThen()
    {
        Accelerated.Require();
        const int Rows = 5;
        var accelerator = IlgpuKernels.Accelerator(Accelerated.Device);
        var threads = Math.Min(64, accelerator.MaxNumThreadsPerGroup);
        var x = Variable.Arange(0, Rows * threads, dtype: DType.Float32).To(Accelerated.Device);
        var y = Variable.ZerosLike(x);
        accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, int, int>(TestKernels.ReadBeforeBarrier)(
            new KernelConfig(1, threads), IlgpuKernels.Elements<float>(x), IlgpuKernels.Elements<float>(y), Rows, Rows);
        Assert.Equal(
            Enumerable.Range(0, Rows * threads).Select(place => (2 * x.Slice(0, place / threads * threads, threads).Sum().Item<float>()) - 1), y.To(Device.Cpu).ToArray<float>());
    }

    private static TensorView View(Variable variable) => variable.View;

    // The least of several, since the runtime itself allocates now and then.
    private static long Costs(Action launch)
    {
        launch();
        var least = long.MaxValue;
        for (var round = 0; round < 8; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            launch();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
#endif
