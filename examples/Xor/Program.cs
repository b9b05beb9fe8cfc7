// The smallest problem that needs a hidden layer: exclusive or. It teaches one training step, which is the same in every
// program that follows: open a tape, call the model, reduce what it got wrong to one number, walk back for the gradients, and
// let the optimiser go one step downhill. The optimiser is plain gradient descent; the loss is the mean squared error.
using System.Globalization;
using Autograd;
using Autograd.NN;
using Examples;
using Spectre.Console;

const int Steps = 5000;
var device = DeviceOption.Take(ref args);
var seed = args is [var first] ? ulong.Parse(first, CultureInfo.InvariantCulture) : 0;

var inputs = Variable.From(new[,] { { 0f, 0f }, { 0f, 1f }, { 1f, 0f }, { 1f, 1f } }, device);
var targets = Variable.From(new[,] { { 0f }, { 1f }, { 1f }, { 0f } }, device);

var model = new Sequential(new Linear(2, 8), new Sigmoid(), new Linear(8, 1), new Sigmoid());
model.Initialise(seed);
model.To(device);
var descent = new Sgd(model.Parameters(), learningRate: 5);

var last = 0f;
ProgressBar.Run(Steps, step =>
{
    using var tape = new Tape();
    var loss = model.Call(inputs).MseLoss(targets);
    descent.ZeroGrad();
    loss.Backward();
    descent.Step();

    last = loss.Item<float>();
    return $"loss {last:F4}";
});

var outputs = model.Call(inputs); // without a tape nothing is recorded
var table = new Table().AddColumns("a", "b", "a xor b", "network");
for (var row = 0; row < inputs.Shape[0]; row++)
    table.AddRow($"{inputs[row, 0].Item<float>()}", $"{inputs[row, 1].Item<float>()}", $"{targets[row].Item<float>()}", $"{outputs[row].Item<float>():F3}");
AnsiConsole.Write(table);
Console.WriteLine($"loss={last:F6}");
