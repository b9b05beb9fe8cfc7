// A line through 442 patients: how ten measurements foretell the course of diabetes over a year. It teaches that gradient
// descent on a tape finds the very coefficients that the closed form gives: one side walks downhill from zero in float64, the
// other solves the normal equations XᵀX·β = Xᵀy by a Cholesky factorisation in plain C#. Measured is the largest relative
// difference of a coefficient.
using Autograd;
using Autograd.NN;
using Examples;
using LinearRegression;
using Spectre.Console;

const int Steps = 600;
string[] names = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"];

var x = Standardised(Read("diabetes_data_raw.csv.gz"));
var y = Read("diabetes_target.csv.gz").Reshape(-1);

var weight = Variable.Zeros([names.Length], DType.Float64);
var bias = Variable.Zeros([], DType.Float64);
var descent = new Sgd([weight, bias], learningRate: 0.05, momentum: 0.95);
ProgressBar.Run(Steps, step =>
{
    using var tape = new Tape();
    var loss = (x.MatMul(weight) + bias).MseLoss(y);
    descent.ZeroGrad();
    loss.Backward();
    descent.Step();
    return $"loss {loss.Item<double>():F3}";
});

// A column of ones makes the bias one more coefficient, the last.
var design = Variable.Concat(1, x, Variable.Ones([x.Shape[0], 1], DType.Float64));
var exact = NormalEquations.Solve(design.T.MatMul(design), design.T.MatMul(y));
double[] found = [.. weight.ToArray<double>(), bias.Item<double>()];

var table = new Table().AddColumns("coefficient", "gradient descent", "closed form", "relative difference");
var difference = 0.0;
for (var i = 0; i < exact.Length; i++)
{
    var relative = Math.Abs(found[i] - exact[i]) / Math.Abs(exact[i]);
    difference = Math.Max(difference, relative);
    table.AddRow(i < names.Length ? names[i] : "bias", $"{found[i]:F6}", $"{exact[i]:F6}", $"{relative:0.0e-0}");
}

AnsiConsole.Write(table);
Console.WriteLine($"difference={difference:0.0e-0}");

static Variable Read(string file)
{
    var table = CsvTable.Read(Path.Combine(AppContext.BaseDirectory, "data", file), separator: ' ');
    return Variable.From(table.Values, [table.Rows, table.Columns]).To(DType.Float64);
}

// Each column with mean 0 and deviation 1, so that one learning rate suits them all.
static Variable Standardised(Variable x) => (x - x.Mean([0], keepAxes: true)) / x.Std([0], keepAxes: true);
