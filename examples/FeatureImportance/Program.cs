// Why did the network say so? It teaches gradients with respect to the input instead of the weights. A small network tells
// benign from malignant tumours, and four methods name the features that decide: the sensitivity, gradient × input, integrated
// gradients, whose attributions are checked to add up to what they explain, and a linear model fitted around one patient. The
// same gradient shows, in a page of pictures, at which pixels the network of examples/Digits looks.
using Autograd;
using Autograd.NN;
using Digits.Models;
using Examples;
using FeatureImportance;
using Spectre.Console;

const int Steps = 200, Epochs = 4, Shown = 6;
string[] measures = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points", "symmetry", "fractal dimension"];
string[] features = [.. measures.Select(m => $"mean {m}"), .. measures.Select(m => $"{m} error"), .. measures.Select(m => $"worst {m}")];
var page = args is [var path] ? path : Path.Combine(AppContext.BaseDirectory, "saliency.html");

// A network whose only output is positive for a benign tumour.
var (train, test) = Patients.Load(learnFrom: 400, seed: 0);
var network = new Sequential(new Linear(features.Length, 16), new Tanh(), new Linear(16, 1));
network.Initialise(seed: 0);
var adam = new Adam(network.Parameters(), learningRate: 0.01, weightDecay: 1e-3);
ProgressBar.Run(Steps, _ =>
{
    using var tape = new Tape();
    var loss = network.Call(train.Features).BceWithLogitsLoss(train.IsBenign);
    adam.ZeroGrad();
    loss.Backward();
    adam.Step();
    return $"tumours  loss {loss.Item<float>():F4}";
});

// The average patient is the zero of the standardised features.
var (x, baseline) = (test.Features, Variable.ZerosLike(test.Features));
var integrated = Explanations.IntegratedGradients(network.Call, x, baseline, points: 100);
var explained = network.Call(x) - network.Call(baseline);
var completeness = (integrated.Sum([1], keepAxes: true) - explained).Abs().Max().Item<float>();
var gradient = Explanations.Gradient(network.Call, x);
var slopes = Explanations.LocalSurrogate(network.Call, x[..1], new RandomGenerator(seed: 0));
Show("Sensitivity: mean |gradient|", gradient.Abs().Mean(0));
Show("Mean |gradient × input|", (gradient * x).Abs().Mean(0));
Show("Mean |integrated gradient|", integrated.Abs().Mean(0));
Show("|Slope| of the line around the first patient", slopes.Abs().Reshape(-1));

// For a picture, f is the logit of the digit that wins, and its features are the pixels.
var (learn, seen) = DigitSet.Load(firstDigit: 0, kinds: 10, imagesPerKind: 172, seed: 0);
var reader = new ConvolutionalNet(DigitSet.Side, classes: 10);
reader.Initialise(seed: 0);
var loader = new DataLoader([learn.Images, learn.Labels], batchSize: 64);
var readerAdam = new Adam(reader.Parameters(), learningRate: 3e-3);
ProgressBar.Run(Epochs, epoch =>
{
    var last = 0f;
    foreach (var (images, labels) in loader.Epoch(epoch))
    {
        using var tape = new Tape();
        var loss = reader.Call(images).CrossEntropy(labels);
        readerAdam.ZeroGrad();
        loss.Backward();
        readerAdam.Step();
        last = loss.Item<float>();
    }

    return $"digits  loss {last:F4}";
});
reader.Eval();
var saliency = Explanations.Gradient(pixels => reader.Call(pixels).Max(1), seen.Images).Abs();
var answers = reader.Call(seen.Images).ArgMax(1).ToArray<long>();
SaliencyPage.Write(page, seen.Images, saliency, [.. answers.Zip(seen.Labels.ToArray<long>(), (answer, digit) => $"a {digit}, read as {answer}")]);
Console.WriteLine($"saliency maps: {page}");
Console.WriteLine($"completeness={completeness:F6}");

void Show(string title, Variable scores)
{
    var best = features.Zip(scores.ToArray<float>()).OrderByDescending(pair => pair.Second).Take(Shown);
    AnsiConsole.Write(new BarChart().Width(76).Label(title).LeftAlignLabel().AddItems(best, pair => new BarChartItem(pair.First, Math.Round(pair.Second, 3), Color.SteelBlue)));
    AnsiConsole.WriteLine();
}
