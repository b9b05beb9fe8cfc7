namespace Autograd.Benchmarks.Workloads;

/// <summary>Long chains of tiny operations: the cost of recording and walking.</summary>
internal static class Chains
{
    private const int Length = 1000;

    public static IEnumerable<Workload> All =>
    [
        new("chain_1", "ns/op fwd+bwd", Multiply, rate => 1e9 / (rate * Length)),
        new("chain_tanh", "ns/link fwd+bwd", TanhOfAffine, rate => 1e9 / (rate * Length)),
    ];

    private static Action Multiply()
    {
        var x = Variable.Ones([1], device: Target.Device).WithGrad();
        var c = Variable.Full([1], 0.999, device: Target.Device);
        return () =>
        {
            x.ZeroGrad();
            using var tape = new Tape();
            var y = x;
            for (var i = 0; i < Length; i++)
                y = y * c;
            y.Sum().Backward();
        };
    }

    /// <summary>y ← tanh(y·c + b) with a broadcast b.</summary>
    private static Action TanhOfAffine()
    {
        var x = Variable.Ones([4, 8], device: Target.Device).WithGrad();
        var c = Variable.Full([4, 8], 0.999, device: Target.Device);
        var b = Variable.Full([8], 0.01, device: Target.Device).WithGrad();
        return () =>
        {
            x.ZeroGrad();
            b.ZeroGrad();
            using var tape = new Tape();
            var y = x;
            for (var i = 0; i < Length; i++)
                y = ((y * c) + b).Tanh();
            y.Sum().Backward();
        };
    }
}
