using Xunit;

namespace Autograd.Ilgpu.Tests.Table;

/// <summary>The table on the first NVIDIA device; without one, or where nobody asked for it, its tests are skipped with the reason.</summary>
public sealed class CudaTableTests(ITestOutputHelper output) : DeviceTableTests(output, Device.Cuda());
