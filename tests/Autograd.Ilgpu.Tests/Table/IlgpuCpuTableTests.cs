using Xunit;

namespace Autograd.Ilgpu.Tests.Table;

/// <summary>
/// The table on ILGPU's accelerator on the processor. Samples of more elements are made for the CPU's panels and threads, and a simulated GPU
/// would take minutes over them.
/// </summary>
public sealed class IlgpuCpuTableTests(ITestOutputHelper output) : DeviceTableTests(output, Device.IlgpuCpu, largest: 2048);
