#if ILGPU
using Autograd.Backends;
using Autograd.Ilgpu.Memory;
using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>Copies between host and device.</summary>
public sealed class TransferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(Transfers.LandingBytes)]
    [InlineData(Transfers.LandingBytes + 1)]
    [InlineData(Transfers.RingBytes)]
    [InlineData(Transfers.RingBytes + 1)]
    public void BytesArriveWhateverTheirNumber(int count)
    {
        Accelerated.Require();
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        var backend = BackendRegistry.Get(Accelerated.Device);
        var storage = backend.Allocate(DType.Bool, count, pooled: true);

        // What ran before may have left a fault to be looked for, which is a download too.
        Devices.Synchronize(Accelerated.Device);
        var before = Devices.Activity(Accelerated.Device);
        backend.Write(bytes, storage);
        var back = new byte[count];
        backend.Read(storage, back);
        Assert.Equal(bytes, back);
        var activity = Devices.Activity(Accelerated.Device) - before;
        Assert.Equal((1, count, 1, count), (activity.Uploads, activity.BytesUploaded, activity.Downloads, activity.BytesDownloaded));
        backend.Release(storage);
    }

    [Fact]
    public void TheSourceMayChangeAtOnce()
    {
        Accelerated.Require();
        var values = new float[1000];
        var there = new List<Variable>();
        var before = Devices.Activity(Accelerated.Device).Waits;
        for (var i = 0; i < 20; i++)
        {
            Array.Fill(values, i);
            there.Add(Variable.From(values, Accelerated.Device));
        }

        Assert.InRange(Devices.Activity(Accelerated.Device).Waits - before, 0, 1);
        Array.Fill(values, -1);
        for (var i = 0; i < 20; i++)
            Assert.Equal(i * 1000f, there[i].Sum().Item<float>());
    }

    [Fact]
    public void MoreThanThePinnedMemoryHoldsWaitsForRoom()
    {
        Accelerated.Require();
        var values = new float[Transfers.RingBytes / 4 / 3];
        var there = new List<Variable>();
        for (var i = 0; i < 7; i++)
        {
            Array.Fill(values, i);
            there.Add(Variable.From(values, Accelerated.Device));
        }

        for (var i = 0; i < 7; i++)
            Assert.Equal(i, there[i][values.Length - 1].Item<float>());
    }
}
#endif
