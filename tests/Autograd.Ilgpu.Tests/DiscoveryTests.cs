#if ILGPU
using System.Runtime.InteropServices;
using Autograd.Ilgpu.Discovery;
using Autograd.Ilgpu.Native;
using ILGPU.Runtime.CPU;
using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>Why a device is missing, told by drivers that the tests make up.</summary>
public sealed unsafe class DiscoveryTests
{
    private static int _version = 12080;
    private static int _init;
    private static int _count = 1;
    private static int _countStatus;
    private static int _major = 9;
    private static int _platformStatus;
    private static int _deviceStatus;
    private static string _deviceVersion = "";
    private static uint _compiler = 1;

    public DiscoveryTests()
    {
        (_version, _init, _count, _countStatus, _major) = (12080, 0, 1, 0, 9);
        (_platformStatus, _deviceStatus, _deviceVersion, _compiler) = (0, 0, "OpenCL 3.0 fast", 1);
    }

    [Fact]
    public void WithoutADriverItsFileIsNamed()
    {
        Assert.Equal($"{DriverLibraries.Cuda[0]} does not load: NVIDIA's driver is not installed", CudaDriver.Ask(new FakeLibraries()).Problem);
        Assert.Equal($"{DriverLibraries.OpenCL[0]} does not load: an OpenCL loader is not installed", OpenCLDriver.Ask(new FakeLibraries()).Problem);
        Assert.Equal(
            $"{DriverLibraries.Cuda[0]} lacks functions of NVIDIA's driver: another file has its name",
            CudaDriver.Ask(new FakeLibraries().With(DriverLibraries.Cuda[0], [])).Problem);
        Assert.Equal(
            $"{DriverLibraries.OpenCL[0]} lacks functions of an OpenCL loader: another file has its name",
            OpenCLDriver.Ask(new FakeLibraries().With(DriverLibraries.OpenCL[0], [])).Problem);
    }

    [Fact]
    public void NvidiasDriverIsHeard()
    {
        var findings = AskCuda();
        Assert.Null(findings.Problem);
        Assert.Equal("CUDA 12.8", findings.Version);
        Assert.Equal(new DriverDevice(0, "Test GPU, compute capability 9.0", null), Assert.Single(findings.Devices));
        _version = 8000;
        Assert.Equal("the driver is too old: it has CUDA 8.0, CUDA 9.0 is needed", AskCuda().Problem);
        _version = 13000;
        _init = 999;
        Assert.Equal("the driver does not start, cuInit gives 999 (an unknown error: the kernel module may not run)", AskCuda().Problem);
        _init = 100;
        Assert.Equal("the driver does not start, cuInit gives 100 (no device is there)", AskCuda().Problem);
        _init = 0;
        _countStatus = 3;
        Assert.Equal("the driver does not name its devices, cuDeviceGetCount gives 3 (not initialised)", AskCuda().Problem);
        _countStatus = 0;
        _count = 0;
        Assert.Equal("the driver is there but names no device: CUDA_VISIBLE_DEVICES may hide them", AskCuda().Problem);
        _count = 1;
        _major = 2;
        Assert.Equal("compute capability 2.0 is too low, 3.0 is needed", Assert.Single(AskCuda().Devices).Problem);
    }

    [Fact]
    public void OpenCLsDriversAreHeard()
    {
        var findings = AskOpenCL();
        Assert.Null(findings.Problem);
        Assert.Equal(new DriverDevice(7, "Test Device, Test Platform", null), Assert.Single(findings.Devices));
        _deviceVersion = "OpenCL 1.2 old";
        Assert.Equal("the driver is too old: it has OpenCL 1.2, OpenCL 2.0 is needed", Assert.Single(AskOpenCL().Devices).Problem);
        _deviceVersion = "OpenCL 3.0";
        _compiler = 0;
        Assert.Equal("the driver has no compiler", Assert.Single(AskOpenCL().Devices).Problem);
        _deviceStatus = -1;
        Assert.Equal("the platform Test Platform has no device", AskOpenCL().Problem);
        _deviceStatus = -5;
        Assert.Equal("enumeration of the platform Test Platform failed, clGetDeviceIDs gives -5", AskOpenCL().Problem);
        _platformStatus = -1001;
        Assert.Equal("the OpenCL loader is there but no driver is: install the device's OpenCL package", AskOpenCL().Problem);
        _platformStatus = -6;
        Assert.Equal("enumeration failed, clGetPlatformIDs gives -6", AskOpenCL().Problem);
    }

    [Fact]
    public void WhatOnlyTheDriverKnowsIsListedWithAReason()
    {
        var known = new Dictionary<nint, ILGPU.Runtime.Device> { [1] = new CPUDevice(2, 1, 1) };
        var findings = new DriverFindings(null, "9.9", [new(1, "one", null), new(2, "two", null), new(3, "three", "it is asleep")]);
        var candidates = Finder.Match("opencl", findings, () => known);
        Assert.Equal(
            ["one, 9.9: ", "two, 9.9: the driver names it but ILGPU does not list it as a opencl device", "three, 9.9: it is asleep"],
            candidates.Select(static candidate => $"{candidate.Description}: {candidate.Problem}"));
        var failed = Assert.Single(Finder.Match("opencl", findings, static () => throw new InvalidOperationException("broken")));
        Assert.Equal("ILGPU's enumeration failed: broken", failed.Problem);
    }

    [Fact]
    public void ADeviceThatCannotBeUsedSaysWhyAndLeavesTheOthers()
    {
        var provider = new IlgpuProvider("ilgpu-cpu", static () => [new Candidate(null, "a wreck", "it is broken"), new Candidate(new CPUDevice(2, 1, 1), "a good one", null)]);
        var entries = provider.List();
        Assert.Equal("ilgpu-cpu: a wreck: it is broken", entries[0].ToString());
        Assert.False(entries[0].IsUsable);
        Assert.StartsWith("ilgpu-cpu:1: a good one, trial kernel ", entries[1].ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" ms", entries[1].ToString(), StringComparison.Ordinal);
        var error = Assert.Throws<NotSupportedException>(() => provider.Create(new Device("ilgpu-cpu", 0)));
        Assert.Equal("device: no 'ilgpu-cpu', it is broken; Devices.Report() lists what is there", error.Message);
        using var backend = (IlgpuBackend)provider.Create(new Device("ilgpu-cpu", 1));
        backend.Synchronize();
    }

    [Fact]
    public void NamesAreReadAndWritten()
    {
        foreach (var device in new[] { Device.Cpu, Device.Cuda(), Device.Cuda(3), Device.OpenCL(1), Device.IlgpuCpu })
        {
            Assert.True(Devices.TryParse(device.ToString(), out var read));
            Assert.Equal(device, read);
        }

        foreach (var text in new[] { null, "", ":", ":1", "cuda:", "cuda:x", "cuda:-1", "cuda: 1" })
            Assert.False(Devices.TryParse(text, out _), text);
    }

    [Fact]
    public void TheFirstUsableIsTaken()
    {
        IlgpuDevices.Register();
        Assert.Equal(Device.Cpu, Devices.FirstUsable(new Device("ilgpu-cpu", 9), Device.Cpu, Device.IlgpuCpu));
        var error = Assert.Throws<NotSupportedException>(() => Devices.FirstUsable(new Device("ilgpu-cpu", 9), new Device("abacus", 0)));
        Assert.Equal(
            "device: no 'ilgpu-cpu:9', there is 1 of the kind, numbered from 0; no 'abacus', the kinds are cpu, ilgpu-cpu, cuda, opencl; add Device.Cpu at the end",
            error.Message);
        Assert.Contains(Devices.List(), static entry => entry.Device == Device.Cpu && entry.IsUsable);
        Assert.Equal(default, Devices.Activity(Device.Cpu));
    }

    private static DriverFindings AskCuda() => CudaDriver.Ask(new FakeLibraries().With(DriverLibraries.Cuda[0], new()
    {
        ["cuInit"] = (nint)(delegate* unmanaged<uint, int>)&CuInit,
        ["cuDriverGetVersion"] = (nint)(delegate* unmanaged<int*, int>)&CuVersion,
        ["cuDeviceGetCount"] = (nint)(delegate* unmanaged<int*, int>)&CuCount,
        ["cuDeviceGet"] = (nint)(delegate* unmanaged<int*, int, int>)&CuDevice,
        ["cuDeviceGetName"] = (nint)(delegate* unmanaged<byte*, int, int, int>)&CuName,
        ["cuDeviceGetAttribute"] = (nint)(delegate* unmanaged<int*, int, int, int>)&CuAttribute,
    }));

    private static DriverFindings AskOpenCL() => OpenCLDriver.Ask(new FakeLibraries().With(DriverLibraries.OpenCL[0], new()
    {
        ["clGetPlatformIDs"] = (nint)(delegate* unmanaged<uint, nint*, uint*, int>)&ClPlatforms,
        ["clGetPlatformInfo"] = (nint)(delegate* unmanaged<nint, uint, nuint, byte*, nuint*, int>)&ClPlatformInfo,
        ["clGetDeviceIDs"] = (nint)(delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)&ClDevices,
        ["clGetDeviceInfo"] = (nint)(delegate* unmanaged<nint, uint, nuint, byte*, nuint*, int>)&ClDeviceInfo,
    }));

    [UnmanagedCallersOnly]
    private static int CuInit(uint flags) => _init;

    [UnmanagedCallersOnly]
    private static int CuVersion(int* version)
    {
        *version = _version;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int CuCount(int* count)
    {
        *count = _count;
        return _countStatus;
    }

    [UnmanagedCallersOnly]
    private static int CuDevice(int* device, int index)
    {
        *device = index;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int CuName(byte* name, int most, int device)
    {
        "Test GPU\0"u8.CopyTo(new Span<byte>(name, most));
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int CuAttribute(int* value, int attribute, int device)
    {
        *value = attribute == 75 ? _major : 0;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int ClPlatforms(uint most, nint* platforms, uint* count)
    {
        platforms[0] = 3;
        *count = 1;
        return _platformStatus;
    }

    [UnmanagedCallersOnly]
    private static int ClPlatformInfo(nint platform, uint what, nuint most, byte* value, nuint* size) =>
        Give(what == 0x0902 ? "Test Platform" : "OpenCL 3.0", value, size);

    [UnmanagedCallersOnly]
    private static int ClDevices(nint platform, ulong types, uint most, nint* devices, uint* count)
    {
        devices[0] = 7;
        *count = 1;
        return _deviceStatus;
    }

    [UnmanagedCallersOnly]
    private static int ClDeviceInfo(nint device, uint what, nuint most, byte* value, nuint* size)
    {
        if (what is 0x102B or 0x102F)
            return Give(what == 0x102B ? "Test Device" : _deviceVersion, value, size);
        *(uint*)value = what == 0x1028 ? _compiler : 1;
        *size = 4;
        return 0;
    }

    private static int Give(string text, byte* value, nuint* size)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text + "\0");
        bytes.CopyTo(new Span<byte>(value, bytes.Length));
        *size = (nuint)bytes.Length;
        return 0;
    }
}
#endif
