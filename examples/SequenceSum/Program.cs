// The adding problem (Hochreiter and Schmidhuber, 1997): a sequence of numbers of which two are marked; the answer is the sum of
// those two. It must be remembered over the whole sequence, which is what an LSTM's cell is for. Guessing 1 has an error of 0.167.
using System.Globalization;
using Autograd;
using Autograd.NN;
using Examples;
using SequenceSum;

const int Length = 30;
const int Batch = 64;
const int Steps = 2000;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var device = DeviceOption.Take(ref args);
var model = new Adder(units: 32);
model.Initialise(seed: 1);
model.To(device);
var adam = new Adam(model.Parameters(), learningRate: 5e-3);
var schedule = new Scheduler(adam, Schedule.Cosine(Steps));
var problems = new Problems(Length, seed: 1, device);
var test = problems.Next(1000);
Console.WriteLine(model.Summary(test.Sequence));

ProgressBar.Run(Steps, _ =>
{
    var (sequence, sum) = problems.Next(Batch);
    adam.ZeroGrad();
    using var tape = new Tape();
    var loss = model.Call(sequence).MseLoss(sum);
    loss.Backward();
    model.Parameters().ClipGradNorm(1); // a long sequence now and then makes a huge gradient, which would undo a hundred steps
    adam.Step();
    schedule.Step();
    return $"mse {loss.Item<float>():F4}";
});

// What it does with a longer sequence than any it has seen.
Console.WriteLine($"twice as long: mse {Error(model, new Problems(2 * Length, seed: 2, device).Next(1000)):F4}");
Console.WriteLine($"mse={Error(model, test):F6}");

static double Error(Adder model, (Variable Sequence, Variable Sum) problems)
{
    using var scope = new Scope();
    return model.Call(problems.Sequence).MseLoss(problems.Sum).Item<float>();
}
