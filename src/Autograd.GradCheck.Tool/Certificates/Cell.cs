using System.Text.Json.Serialization;

namespace Autograd.GradientChecking.Tool.Certificates;

/// <summary>What was found of an operation for one element type, device and order, over all its cases.</summary>
/// <param name="DType">The element type.</param>
/// <param name="Device">The device.</param>
/// <param name="Order">The order of derivative; 0 for contracts: layouts, aliasing, the same bits twice, untouched inputs.</param>
/// <param name="Verdict">The worst verdict.</param>
/// <param name="Worst">
/// The worst error. For float64 on the processor the difference as a part of what is allowed, where above 1 is a failure; for float32,
/// and on other devices, the distance from the processor's float64 gradient in conditioned ulps.
/// </param>
/// <param name="Cases">The cases that were checked so.</param>
/// <param name="Compared">The numbers and facts compared.</param>
internal sealed record Cell(
    [property: JsonPropertyName("dtype")] string DType, string Device, int Order, Verdict Verdict, double Worst, int Cases, long Compared)
{
    public const string Float64 = "float64";

    public const string Float32 = "float32";

    /// <summary>The device that differences are taken on; the others are held against it.</summary>
    public const string Cpu = "cpu";
}
