namespace Autograd.Benchmarks.Workloads;

/// <summary>Square matrix products in float32.</summary>
internal static class Products
{
    public static IEnumerable<Workload> All => new[] { 32, 64, 128, 256, 512, 1024, 2048 }.Select(Square);

    /// <summary>One size's product.</summary>
    public static Workload Square(int n) => new(
        $"gemm{n}",
        "GFLOP/s",
        () =>
        {
            var a = Variable.Normal([n, n], device: Target.Device);
            var b = Variable.Normal([n, n], device: Target.Device);
            return () =>
            {
                using var scope = new Scope();
                a.MatMul(b);
            };
        },
        rate => 2.0 * n * n * n * rate / 1e9);
}
