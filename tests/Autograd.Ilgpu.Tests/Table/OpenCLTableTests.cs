using Xunit;

namespace Autograd.Ilgpu.Tests.Table;

/// <summary>The table on the first OpenCL device; without one, or where nobody asked for it, its tests are skipped with the reason.</summary>
public sealed class OpenCLTableTests(ITestOutputHelper output) : DeviceTableTests(output, Device.OpenCL());
