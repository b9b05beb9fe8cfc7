namespace Autograd.Benchmarks.Workloads;

/// <summary>Elementwise operations on arrays far larger than any cache, forward alone: bytes that must be read and written a second.</summary>
internal static class Bandwidth
{
    /// <summary>The copy that the others are measured against, then the others.</summary>
    /// <param name="mebi">2²⁰ elements.</param>
    public static IEnumerable<Workload> Of(int mebi)
    {
        var count = mebi << 20;
        yield return new($"copy_{mebi}mi", "GB/s", () => Into(count, static (x, _, z) => z.CopyFrom(x)), rate => rate * count * 8 / 1e9);
        yield return new($"add_{mebi}mi", "GB/s", () => Into(count, static (x, y, _) => _ = x + y), rate => rate * count * 12 / 1e9);
        yield return new($"exp_{mebi}mi", "GB/s", () => Into(count, static (x, _, _) => x.Exp()), rate => rate * count * 8 / 1e9);
    }

    private static Action Into(int count, Action<Variable, Variable, Variable> step)
    {
        var (x, y, z) = (Variable.Normal([count], device: Target.Device), Variable.Normal([count], device: Target.Device), Variable.Zeros([count], device: Target.Device));
        return () =>
        {
            using var scope = new Scope();
            step(x, y, z);
        };
    }
}
