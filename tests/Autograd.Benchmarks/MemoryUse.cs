using System.Globalization;
using Autograd.Backends;
using Autograd.Benchmarks.Models;
using Autograd.NN;
using Autograd.Tapes;

namespace Autograd.Benchmarks;

/// <summary>
/// The bytes alive at the peak of a training step against those that must be: parameters, gradients, what the optimiser remembers, and what derivatives
/// read of the forward pass. Inputs count on neither side.
/// </summary>
internal static class MemoryUse
{
    public static void Run(IEnumerable<string> names)
    {
        Console.WriteLine("model\tpeak MiB\tneeded MiB\tpeak / needed\tparameters\tgradients\toptimiser\tsaved\tforward's results\tmanaged bytes a step\toperations a step");
        foreach (var name in names)
            Console.WriteLine(Line(PeerModels.All[name]()));
    }

    private static string Line(PeerModel model)
    {
        model.Module.Initialise(0);
        var optimiser = model.Optimise(model.Module.Parameters());
        var inputs = model.Prepared(DType.Float32);
        long saved = 0;
        long results = 0;
        var peak = 0L;
        for (var step = 0; step < 4; step++)
        {
            optimiser.ZeroGrad();
            CpuMemoryPool.ResetPeak();
            var before = CpuMemoryPool.Statistics.BytesLive;
            using (var tape = new Tape())
            {
                var loss = model.Loss(inputs, model.Targets);
                saved = Saved(tape);
                results = CpuMemoryPool.Statistics.BytesLive - before;
                loss.Backward();
                optimiser.Step();
            }

            peak = CpuMemoryPool.Statistics.BytesPeak - before;
        }

        var (managed, operations) = Managed(model);

        var parameters = model.Module.Parameters().Sum(parameter => Bytes(parameter.Value));
        var gradients = model.Module.Parameters().Sum(parameter => parameter.Grad is { } grad ? Bytes(grad) : 0);
        var remembered = parameters * (optimiser is Sgd ? 1 : 2);
        var needed = parameters + gradients + remembered + saved;
        var alive = parameters + remembered + peak;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Name}\t{Mebi(alive)}\t{Mebi(needed)}\t{(double)alive / needed:F2}\t{Mebi(parameters)}\t{Mebi(gradients)}\t{Mebi(remembered)}\t{Mebi(saved)}\t{Mebi(results)}\t{managed}\t{operations}");
    }

    /// <summary>What a step in a steady state allocates for the collector: handles, and what modules and optimisers make.</summary>
    private static (long Bytes, int Operations) Managed(PeerModel model)
    {
        const int Steps = 10;
        var step = model.Step(DType.Float32);
        for (var i = 0; i < Steps; i++)
            step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Steps; i++)
            step();
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Steps;
        using var tape = new Tape();
        model.Loss(model.Prepared(DType.Float32), model.Targets);
        return (bytes, tape.NodeCount);
    }

    /// <summary>The storages that recorded derivatives read and the tape made, each once.</summary>
    private static long Saved(Tape tape)
    {
        var storages = new HashSet<Storage>();
        for (var index = 0; index < tape.NodeCount; index++)
        {
            var node = tape.Node(index);
            for (var i = 0; i < node.InputCount; i++)
            {
                if (node.NeedsInput(i))
                    Add(node.Input(i));
            }

            for (var i = 0; (node.Saves & Ops.Saves.Output) != 0 && i < node.OutputCount; i++)
                Add(node.Output(i));
            for (var i = 0; i < node.SavedCount; i++)
                Add(node.Saved(i));
        }

        return storages.Sum(storage => storage.Count * storage.DType.Size());

        void Add(Variable value)
        {
            if (!value.IsReleased && value.Storage.Owner is Arena)
                storages.Add(value.Storage);
        }
    }

    private static long Bytes(Variable value) => value.Count * value.DType.Size();

    private static string Mebi(long bytes) => (bytes / 1048576.0).ToString("F3", CultureInfo.InvariantCulture);
}
