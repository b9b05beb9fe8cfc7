using Autograd.Backends.Cpu;

namespace Autograd.GradientChecking.Tests.Gallery.Bugs;

/// <summary>Writes past the framework's watch, as a wrong kernel does.</summary>
internal static class Memory
{
    public static Variable Scale(Variable x, double factor)
    {
        var all = ((CpuStorage)x.Storage).Span<double>();
        for (var i = 0; i < Math.Min(x.Count, all.Length - x.Offset); i++)
            all[(int)x.Offset + i] *= factor;
        return x;
    }
}
