using System.Globalization;
using Autograd;
using Autograd.GradientChecking;
using Autograd.NN;
using CustomOperation;
using Examples;

var device = DeviceOption.Take(ref args);

// Two operations of one's own, proved in one line each, then trained through.
var random = new RandomGenerator(seed: 1);
var rows = Variable.Normal([3, 4], random, dtype: DType.Float64);
GradCheck.Verify(x => x.Swish(), rows);
GradCheck.Verify(x => x.UnitRows(), rows);
Console.WriteLine("swish and unit_rows: gradients proved to the second order");

// Points of the plane; the target is the sine of three times their angle. A rule runs on every device, so nothing else tells of one.
const int Count = 512;
const int Steps = 400;
var points = Variable.Normal([Count, 2], random);
var targets = Variable.From([.. points.ToArray<float>().Chunk(2).Select(p => MathF.Sin(3 * MathF.Atan2(p[1], p[0])))], [Count, 1], device);
points = points.To(device);

var model = new Model();
model.Initialise(seed: 1);
model.To(device);
var adam = new Adam(model.Parameters(), learningRate: 0.02);
var last = 0f;
for (var step = 1; step <= Steps; step++)
{
    using var tape = new Tape();
    var error = model.Call(points) - targets;
    var loss = (error * error).Mean();
    adam.ZeroGrad();
    loss.Backward();
    adam.Step();
    last = loss.Item<float>();
    if (step % 50 == 0)
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step,3}/{Steps}  loss {last:F6}"));
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"loss={last:F6}"));
