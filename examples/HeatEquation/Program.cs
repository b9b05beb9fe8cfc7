// A network that obeys a law of physics. The temperature u(x, t) of a rod follows u_t = a·u_xx; its ends are kept at 0, and it
// starts as a sine. Inside the rod the network is shown no solution: its loss is how far its own derivatives are from the
// equation. It teaches derivatives of derivatives: those by x and t are recorded like everything else, so the loss made of them
// has its gradient by the weights. L-BFGS, which suits small smooth losses, minimises it. At the end the network is measured
// against the exact solution, sin(πx)·exp(−π²·a·t), on a grid.
using System.Globalization;
using Autograd;
using Autograd.NN;
using Examples;
using Spectre.Console;

const double Diffusivity = 0.1;
const int Steps = 30, Points = 256, Side = 51;
var seed = args is [var first] ? ulong.Parse(first, CultureInfo.InvariantCulture) : 0;

// A point is a row (x, t). On the edges u is known: at the start t = 0, and at both ends x = 0 and x = 1.
double[] places = [.. Enumerable.Range(0, Side).Select(i => i / (Side - 1.0))];
var inside = Variable.Uniform([Points, 2], new RandomGenerator(seed));
var (edges, onEdges) = Exact(places.SelectMany(s => new[] { (s, 0.0), (0.0, s), (1.0, s) }));
var (grid, onGrid) = Exact(places.SelectMany(t => places.Select(x => (x, t))));

var u = new Sequential(new Linear(2, 20), new Tanh(), new Linear(20, 20), new Tanh(), new Linear(20, 1));
u.Initialise(seed);
var lbfgs = new Lbfgs(u.Parameters());
ProgressBar.Run(Steps, _ => $"loss {lbfgs.Step(Loss):0.0e-0}");

var found = u.Call(grid);
var table = new Table().AddColumns("x", "t", "network", "exact");
for (var row = 0; row < grid.Shape[0]; row += (Side + 1) * 10)
    table.AddRow([.. new[] { grid[row, 0], grid[row, 1], found[row, 0], onGrid[row, 0] }.Select(value => $"{value.Item<float>():F4}")]);
AnsiConsole.Write(table);
Console.WriteLine($"error={(found - onGrid).Abs().Max().Item<float>():F6}");

Variable Loss()
{
    var byTime = Derivatives.Gradient(points => u.Call(points).Sum(), inside)[.., 1]; // of the sum: the points do not mix
    var twiceByPlace = Derivatives.Laplacian(u.Call, inside, 0);
    var residual = byTime - (Diffusivity * twiceByPlace);
    return (residual * residual).Mean() + (10 * u.Call(edges).MseLoss(onEdges));
}

static (Variable Points, Variable Values) Exact(IEnumerable<(double X, double T)> points)
{
    float[] coordinates = [.. points.SelectMany(p => new[] { (float)p.X, (float)p.T })];
    float[] values = [.. points.Select(p => (float)(Math.Sin(Math.PI * p.X) * Math.Exp(-Math.PI * Math.PI * Diffusivity * p.T)))];
    return (Variable.From(coordinates, [values.Length, 2]), Variable.From(values, [values.Length, 1]));
}
