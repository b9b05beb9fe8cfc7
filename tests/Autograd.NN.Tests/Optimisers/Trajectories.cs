using System.Text.Json;

namespace Autograd.NN.Tests.Optimisers;

/// <summary>The stored trajectories, and the problems they are of; Reference/optimiser_reference.py says how they are made.</summary>
internal static class Trajectories
{
    private static readonly (Shape Shape, double Scale)[] Parameters = [([3, 5], 1.5), ([5], 1), ([5, 2], 1.5), ([2], 1)];

    public static Variable X { get; } = Numbers(0, [16, 3], 2);

    public static Variable Y { get; } = Variable.From([.. X.ToArray<double>().Where((_, index) => index % 3 != 2).Select(x => Math.Sin(3 * x))], [16, 2]);

    public static JsonElement Read(string file, string kind)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", file)));
        return json.RootElement.GetProperty(kind).Clone();
    }

    public static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    public static Variable[] Start(DType dtype = DType.Float64) =>
        [.. Parameters.Select((parameter, index) => Numbers((ulong)index + 1, parameter.Shape, parameter.Scale).To(dtype).WithGrad())];

    public static double[] Row(Variable[] parameters) => [.. parameters.SelectMany(parameter => parameter.To(DType.Float64).ToArray<double>())];

    public static Variable NetLoss(Variable[] p)
    {
        var error = (X.MatMul(p[0]) + p[1]).Tanh().MatMul(p[2]) + p[3] - Y;
        return (error * error).Mean();
    }

    public static Variable ValleyLoss(Variable[] p, double steepness)
    {
        var v = Variable.Concat(0, [.. p.Select(part => part.Reshape(-1))]);
        var (here, next) = (v[..^1], v[1..]);
        var (along, across) = (1 - here, next - (here * here));
        return ((across * across * steepness) + (along * along)).Sum();
    }

    private static Variable Numbers(ulong seed, Shape shape, double scale)
    {
        var values = new double[shape.Count];
        for (var k = 0; k < values.Length; k++)
        {
            var z = seed + (((ulong)k + 1) * 0x9E3779B97F4A7C15);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            values[k] = (((z >> 11) * Math.Pow(2, -53)) - 0.5) * scale;
        }

        return Variable.From(values, shape);
    }
}
