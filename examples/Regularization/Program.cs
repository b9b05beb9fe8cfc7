// What a penalty on the weights does. A logistic regression tells benign from malignant tumours; so that it can overfit, it
// learns from 150 patients only and is tested on the other 419. It teaches that a penalty is one more term of the loss: L2, the
// sum of squares, makes all weights smaller; L1, the sum of absolute values, makes many of them zero, and so chooses features.
// The last row shows that an optimiser's weight decay is L2: plain descent with decay 2λ walks the same way as with λ·Σw².
using System.Globalization;
using Autograd;
using Autograd.NN;
using Examples;
using Spectre.Console;

const int Steps = 2000, LearnFrom = 150;
const double LearningRate = 0.5, NearZero = 0.01;
var seed = args is [var first] ? ulong.Parse(first, CultureInfo.InvariantCulture) : 0;
var (train, test) = Patients.Load(LearnFrom, seed);

(string Penalty, double Strength)[] runs =
[
    ("none", 0),
    ("L2", 0.001), ("L2", 0.01), ("L2", 0.03), ("L2", 0.1),
    ("L1", 0.001), ("L1", 0.01), ("L1", 0.03), ("L1", 0.1),
    ("weight decay", 0.03),
];
var table = new Table().AddColumns("penalty", "λ", "|w| < 0.01", "Σ|w|", "√Σw²", "training", "held out");
var best = 0.0;
ProgressBar.Run(runs.Length, run =>
{
    var (penalty, strength) = runs[run - 1];
    var model = Fit(penalty, strength);
    var weights = model.Weight.Value.ToArray<float>();
    var (training, heldOut) = (Accuracy(model, train), Accuracy(model, test));
    best = Math.Max(best, heldOut);
    table.AddRow(
        penalty,
        $"{strength}",
        $"{weights.Count(w => Math.Abs(w) < NearZero)} of {weights.Length}",
        $"{weights.Sum(Math.Abs):F2}",
        $"{Math.Sqrt(weights.Sum(w => w * w)):F2}",
        $"{training:P1}",
        $"{heldOut:P1}");
    return $"{penalty} {strength}: {heldOut:P1} of the held-out patients are right";
});

AnsiConsole.Write(table);
Console.WriteLine($"accuracy={best:F4}");

Linear Fit(string penalty, double strength)
{
    var model = new Linear(Patients.FeatureCount, 1);
    model.Initialise(seed);
    // The bias is never punished: it goes wherever the shares of the classes are.
    var decayed = new ParameterGroup([model.Weight]) { WeightDecay = penalty == "weight decay" ? 2 * strength : 0 };
    var descent = new Sgd([decayed, new ParameterGroup([model.Bias!])], LearningRate);
    // Smaller and smaller steps, because the slope of |w| does not get smaller towards zero.
    var scheduler = new Scheduler(descent, Schedule.Linear(Steps, start: 1, end: 0));
    for (var step = 0; step < Steps; step++)
    {
        using var tape = new Tape();
        Variable w = model.Weight;
        var loss = model.Call(train.Features).BceWithLogitsLoss(train.IsBenign);
        if (penalty == "L1")
            loss += strength * w.Abs().Sum();
        if (penalty == "L2")
            loss += strength * (w * w).Sum();
        descent.ZeroGrad();
        loss.Backward();
        descent.Step();
        scheduler.Step();
    }

    return model;
}

static double Accuracy(Module model, Patients patients)
{
    var isRight = (model.Call(patients.Features) > 0).EqualTo(patients.IsBenign > 0.5);
    return isRight.To(DType.Float32).Mean().Item<float>();
}
