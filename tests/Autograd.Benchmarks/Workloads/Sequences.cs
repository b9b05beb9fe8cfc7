using Autograd.NN;

namespace Autograd.Benchmarks.Workloads;

/// <summary>Training steps of models over sequences.</summary>
internal static class Sequences
{
    public static IEnumerable<Workload> All => [new("lstm_h256", "steps/s", LongShortTermMemory, rate => rate)];

    private static Action LongShortTermMemory()
    {
        var model = new Classifier();
        model.Initialise(0);
        var adam = new Adam(model.Parameters(), 1e-3);
        var inputs = Variable.Normal([50, 32, 64]);
        var targets = Variable.From([.. Enumerable.Range(0, 32).Select(i => (long)(i % 10))]);
        return () =>
        {
            adam.ZeroGrad();
            using var tape = new Tape();
            model.Call(inputs).CrossEntropy(targets).Backward();
            adam.Step();
        };
    }

    /// <summary>Classes from an LSTM's last step.</summary>
    private sealed class Classifier : Module
    {
        private readonly Lstm _recurrent;
        private readonly Linear _output;

        public Classifier()
        {
            _recurrent = Add("recurrent", new Lstm(64, 256));
            _output = Add("output", new Linear(256, 10));
        }

        protected override Variable Forward(Variable input) => _output.Call(_recurrent.Call(input).Output[^1]);
    }
}
