namespace Autograd.Benchmarks.Workloads;

/// <summary>Elementwise and rowwise operations of a million elements, forward and backward with a given cotangent.</summary>
internal static class Elementwise
{
    public static IEnumerable<Workload> All =>
    [
        Both("exp_1m", x => x.Exp(), 1 << 20),
        Both("tanh_1m", x => x.Tanh(), 1 << 20),
        Both("gelu_1m", x => x.Gelu(), 1 << 20),
        Both("add_1m", x => x + x, 1 << 20),
        Both("softmax_1kx1k", x => x.Softmax(), 1024, 1024),
        Both("layernorm_1kx1k", x => x.LayerNorm([1024]), 1024, 1024),
        Both("sum_rows_1kx1k", x => x.Sum(0).Expand([1024, 1024]), 1024, 1024),
        Both("sum_1m", x => x.Sum().Expand([1 << 20]), 1 << 20),
        Both("transpose_1kx1k", x => x.T.Contiguous(), 1024, 1024),
    ];

    private static Workload Both(string name, Func<Variable, Variable> function, params int[] shape) => new(
        name,
        "Melem/s fwd+bwd",
        () =>
        {
            var x = Variable.Normal(shape, device: Target.Device).WithGrad();
            var g = Variable.Ones(shape, device: Target.Device);
            return () =>
            {
                x.ZeroGrad();
                using var tape = new Tape();
                function(x).Backward(g);
            };
        },
        rate => rate * shape.Aggregate(1.0, (a, b) => a * b) / 1e6);
}
