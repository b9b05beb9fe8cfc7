using Xunit;

namespace Autograd.Ilgpu.Tests.Table;

/// <summary>The table on ILGPU's accelerator on the processor.</summary>
public sealed class IlgpuCpuTableTests(ITestOutputHelper output) : DeviceTableTests(output, Device.IlgpuCpu);
