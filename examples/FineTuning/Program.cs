// Learning from few examples by what was learnt before. A network is trained on the digits 0 to 4; then it shall know 5 to 9
// from 20 images each. It teaches freezing by name: the old layers keep what they know, and only a new head is trained, or a
// new head and a low-rank adapter (LoRA) that bends a hidden layer a little. Networks of sigmoids learn slowly from nothing: in
// the same number of epochs the same network from scratch, training far more numbers, has hardly begun. Given four times as
// long it overtakes them, as the table shows: what was learnt before saves epochs and parameters here, and no more than that.
using System.Globalization;
using Autograd;
using Autograd.NN;
using Examples;
using FineTuning;
using Spectre.Console;

const int Kinds = 5, BatchSize = 20, Epochs = 30;
var seed = args is [var first] ? ulong.Parse(first, CultureInfo.InvariantCulture) : 0;
var file = Path.Combine(AppContext.BaseDirectory, "zero-to-four.safetensors");
var table = new Table().AddColumns("digits", "trained", "parameters", "epochs", "accuracy");

var old = FromScratch();
Train(old, "0 to 4", "everything", DigitSet.Load(firstDigit: 0, Kinds, imagesPerKind: 140, seed), epochs: 20);
old.Save(file);

var few = DigitSet.Load(firstDigit: 5, Kinds, imagesPerKind: 20, seed);
var headOnly = Pretrained();
headOnly.Freeze("features.*", "hidden.*", "adapter.*");
var byHead = Train(headOnly, "5 to 9", "a new head", few, Epochs);

var adapted = Pretrained();
adapted.Freeze("features.*", "hidden.*");
var byAdapter = Train(adapted, "5 to 9", "a new head and the adapter", few, Epochs);

var byScratch = Train(FromScratch(), "5 to 9", "everything, from scratch", few, Epochs);
Train(FromScratch(), "5 to 9", "everything, from scratch", few, 4 * Epochs);

AnsiConsole.Write(table);
Console.WriteLine($"gain={Math.Max(byHead, byAdapter) - byScratch:F4}");

Net FromScratch()
{
    var model = new Net(Kinds);
    model.Initialise(seed);
    model.Freeze("adapter.*"); // which adds nothing until it is trained
    return model;
}

// What the old network knows, with a head for the new digits.
Net Pretrained()
{
    var model = new Net(Kinds);
    model.Load(file);
    model.Head.Initialise(seed);
    return model;
}

double Train(Net model, string digits, string trained, (DigitSet Train, DigitSet Test) data, int epochs)
{
    var loader = new DataLoader([data.Train.Images, data.Train.Labels], BatchSize, seed);
    var adam = new Adam(model.Parameters(), learningRate: 3e-3);
    ProgressBar.Run(epochs, epoch =>
    {
        var sum = 0f;
        foreach (var (images, labels) in loader.Epoch(epoch))
        {
            using var tape = new Tape();
            var loss = model.Call(images).CrossEntropy(labels);
            adam.ZeroGrad();
            loss.Backward();
            adam.Step();
            sum += loss.Item<float>();
        }

        return $"{digits}, {trained}  loss {sum / loader.BatchCount:F4}";
    });

    var isRight = model.Call(data.Test.Images).ArgMax(1).EqualTo(data.Test.Labels);
    var accuracy = isRight.To(DType.Float32).Mean().Item<float>();
    table.AddRow(digits, trained, $"{model.Summary().TrainedParameters:N0}", $"{epochs}", $"{accuracy:P1}");
    return accuracy;
}
