using Autograd.Backends.Cpu;
using Autograd.GradientChecking.Tests.Planted;

namespace Autograd.GradientChecking.Tests.Gallery.Bugs;

/// <summary>What is kept between calls and should not be, and what changes though it should not.</summary>
public sealed class StateBugs : IPlantedBugs
{
    private static readonly Variable Vector = Points.Spread([5]);

    public string Family => "State, randomness and mutation";

    public IEnumerable<PlantedBug> All =>
    [
        PlantedBug.Stateful("value depends on a counter", Vector, () =>
        {
            var calls = 0;
            return x => x * ++calls;
        }) with { Verdict = Verdict.NonDeterministic, Input = -1, Check = "twice the same bits" },
        PlantedBug.Stateful("sum in another order every time", Points.Spread([999], -1e3, 1e3), () =>
        {
            var calls = 0;
            return PlantedOp.Unary(x => RotatedSum(x, 101 * ++calls), (dy, x) => dy.Expand(x.Shape).Contiguous());
        }) with { Verdict = Verdict.NonDeterministic, Input = -1, Check = "twice the same bits" },
        PlantedBug.Stateful("gradient differs in the last bits", Vector, () =>
        {
            var calls = 0;
            return PlantedOp.Unary(x => x * x, (dy, x) => dy * (2 + (1e-15 * ++calls)) * x);
        }) with { Verdict = Verdict.NonDeterministic, Input = -1, Check = "twice the same bits" },
        PlantedBug.Stateful("dropout's mask redrawn backwards", Points.Spread([40]), () =>
        {
            var random = new Random(5);
            return PlantedOp.Unary(x => x * Mask(new Random(3), x), (dy, x) => dy * Mask(random, x));
        }) with { Verdict = Verdict.NonDeterministic, Input = -1, Check = "twice the same bits" },
        PlantedBug.Stateful("dropout's mask of another seed backwards", Points.Spread([40]), () => PlantedOp.Unary(x => x * Mask(new Random(3), x), (dy, x) => dy * Mask(new Random(4), x))),
        PlantedBug.Stateful("dropout without 1/(1 − p) backwards", Points.Spread([40]), () => PlantedOp.Unary(x => x * Mask(new Random(3), x), (dy, x) => dy * Mask(new Random(3), x) / 2)) with { Diagnosis = "ratio 1/2" },
        PlantedBug.Stateful("added up again on a second walk", Vector, () =>
        {
            var total = new double[5];
            return PlantedOp.Unary(x => x * x, (dy, x) =>
            {
                var now = (2 * dy * x).ToArray<double>();
                for (var i = 0; i < now.Length; i++)
                    total[i] += now[i];
                return Variable.From([.. total]);
            });
        }) with { Verdict = Verdict.NonDeterministic, Input = -1, Check = "twice the same bits" },
        PlantedBug.Stateful("one workspace for two uses in a graph", Vector, () =>
        {
            Variable? kept = null;
            var shared = PlantedOp.Unary(x => kept = x.Exp().Clone(), (dy, _) => dy * Variable.From(KeptElements(kept!)));
            return x => shared(x) * shared(x * x);
        }) with { Between = "the gradient of input 0 is not the sum of what its 3 readers give alone", IsAboutMemory = true },
        PlantedBug.Stateful("derivative from the cache of an earlier call", Vector, () =>
        {
            double[]? first = null;
            return PlantedOp.Unary(x => x.Exp(), (dy, x) => dy * Variable.From(first ??= x.Exp().ToArray<double>()));
        }) with { Check = "at a second point, input 0 [5]" },
        PlantedBug.Stateful("value from the cache of an earlier call", Vector, () =>
        {
            double[]? first = null;
            return PlantedOp.Unary(x => Variable.From(first ??= x.Exp().ToArray<double>()), (dy, x) => dy * x.Exp());
        }),
        PlantedBug.Stateful("input overwritten forwards", Vector, () => x =>
        {
            x.Update<double>(values => values[0] += 0);
            return x * 2;
        }) with { IsAboutMemory = true, Input = -1, Check = "inputs untouched", Diagnosis = "input 0 was changed by the forward pass", Between = "every sum of gradients adds up" },
        PlantedBug.Stateful("input overwritten backwards", Vector, () => PlantedOp.Unary(x => x * x, (dy, x) =>
        {
            var gradient = dy * 2 * x;
            x.Update<double>(values => values[0] = 0);
            return gradient;
        })) with { IsAboutMemory = true, Input = -1, Check = "inputs untouched" },
        PlantedBug.Stateful("cotangent overwritten backwards", Vector, () =>
        {
            var shared = PlantedOp.Unary(x => x * x, (dy, x) => Overwritten(dy) * 2 * x);
            return x => x.Exp() + shared(x);
        }) with { IsAboutMemory = true, Input = null },
        PlantedBug.Stateful("saved value overwritten by the next operation", Vector, () =>
        {
            var exp = PlantedOp.Unary(x => x.Exp(), (dy, x) => dy * x.Exp());
            var greedy = PlantedOp.Unary(x => Memory.Scale(x, 2).Clone(), (dy, _) => 2 * dy);
            return x =>
            {
                var y = x * 1;
                return exp(y) + greedy(y);
            };
        }) with { IsAboutMemory = true },
        PlantedBug.Stateful("buffer used after its release", Vector, () =>
        {
            Variable? freed = null;
            return PlantedOp.Unary(
                x =>
                {
                    using var scope = new Scope();
                    freed = x.Exp();
                    return Variable.From(freed.ToArray<double>());
                },
                (dy, _) => dy * freed!);
        }) with { IsAboutMemory = true, Input = -1, Diagnosis = "the derivative threw" },
        PlantedBug.Stateful("released memory that nobody has taken yet", Vector, () =>
        {
            // Of a size that no other buffer of the check has: only poison tells.
            CpuStorage? freed = null;
            return PlantedOp.Unary(
                x =>
                {
                    using var scope = new Scope();
                    freed = (CpuStorage)x.Exp().Pad(0, 0, 5000).Storage;
                    return Variable.From(x.Exp().ToArray<double>());
                },
                (dy, x) => dy * Variable.From(freed!.Span<double>()[..(int)x.Count].ToArray()));
        }) with { IsAboutMemory = true },
    ];

    private static Variable RotatedSum(Variable x, int by)
    {
        var values = x.ToArray<double>();
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += values[(i + by) % values.Length] / 3;
        return Variable.From(sum * 3);
    }

    private static Variable Mask(Random random, Variable x) => Variable.From([.. Enumerable.Range(0, (int)x.Count).Select(_ => random.Next(2) * 2.0)]);

    private static double[] KeptElements(Variable kept) => kept.IsReleased ? throw new InvalidOperationException("planted: the workspace is gone") : kept.ToArray<double>();

    private static Variable Overwritten(Variable dy)
    {
        var before = dy.ToArray<double>();
        Memory.Scale(dy, 0.5);
        return Variable.From(before, dy.Shape);
    }
}
