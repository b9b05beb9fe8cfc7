using Autograd.Benchmarks.Models;
using Autograd.NN;

namespace Autograd.Benchmarks.Workloads;

/// <summary>Training steps of small models: forward, backward and the optimiser.</summary>
internal static class Training
{
    public static IEnumerable<Workload> All =>
    [
        .. PeerModels.All.Select(model => Model(model.Key, model.Value)),
        new("xor", "steps/s", Xor, rate => rate),
    ];

    /// <summary>A model's step.</summary>
    public static Workload Model(string name, Func<PeerModel> make) =>
        new(name, "steps/s", () => Prepared(make()).Step(DType.Float32, Target.Device), rate => rate);

    private static PeerModel Prepared(PeerModel model)
    {
        model.Module.Initialise(0);
        return model;
    }

    private static Action Xor()
    {
        var model = new Sequential(new Linear(2, 8), new Tanh(), new Linear(8, 1));
        model.Initialise(0);
        model.To(Target.Device);
        var descent = new Sgd(model.Parameters(), 0.1);
        var inputs = Variable.From(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }, Target.Device);
        var targets = Variable.From(new float[,] { { 0 }, { 1 }, { 1 }, { 0 } }, Target.Device);
        return () =>
        {
            descent.ZeroGrad();
            using var tape = new Tape();
            model.Call(inputs).BceWithLogitsLoss(targets).Backward();
            descent.Step();
        };
    }
}
