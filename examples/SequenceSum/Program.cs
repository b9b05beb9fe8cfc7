using System.Globalization;
using Autograd;
using Autograd.NN;
using SequenceSum;
using Spectre.Console;

// The adding problem (Hochreiter and Schmidhuber, 1997): a sequence of numbers of which two are marked; the answer is the sum of
// those two. It must be remembered over the whole sequence, which is what an LSTM's cell is for. Guessing 1 has an error of 0.167.
const int Length = 30;
const int Batch = 64;
const int Steps = 1200;
const double Enough = 0.002;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var model = new Adder(units: 32);
model.Initialise(seed: 1);
var adam = new Adam(model.Parameters(), learningRate: 5e-3);
var problems = new Problems(Length, seed: 1);
var test = problems.Next(1000);
Console.WriteLine(model.Summary(test.Sequence));

AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn()).Start(progress =>
{
    var task = progress.AddTask("learning", maxValue: Steps);
    for (var step = 1; step <= Steps; step++)
    {
        var (sequence, sum) = problems.Next(Batch);
        adam.ZeroGrad();
        using (var tape = new Tape())
        {
            model.Call(sequence).MseLoss(sum).Backward();

            // Long sequences make now and then a huge gradient; one such step would undo a hundred others.
            Clipping.ClipGradNorm(model.Parameters(), 1);
        }

        adam.Step();
        task.Increment(1);
        if (step % 100 != 0)
            continue;
        var error = Error(model, test);
        task.Description = $"step {step}  mse {error:F4}";
        if (Console.IsOutputRedirected)
            Console.WriteLine(task.Description);
        if (error < Enough)
            break;
    }
});

// What it does with a longer sequence than any it has seen.
Console.WriteLine($"twice as long: mse {Error(model, new Problems(2 * Length, seed: 2).Next(1000)):F4}");
Console.WriteLine($"mse={Error(model, test):F6}");

static double Error(Adder model, (Variable Sequence, Variable Sum) problems)
{
    using var scope = new Scope();
    return model.Call(problems.Sequence).MseLoss(problems.Sum).Item<float>();
}
