using System.Diagnostics;
using System.Globalization;

namespace Autograd.Benchmarks;

/// <summary>The matrix products that models are made of: small, narrow, transposed and batched ones, each beside NumPy's and the machine's ceiling.</summary>
internal static class Shapes
{
    /// <summary>
    /// [batch ×] M × N × K, and for each operand whether it is read as it lies (n) or transposed (t): the shapes of a layer forward, of its
    /// input's gradient and of its weights' gradient.
    /// </summary>
    private static readonly string[] All =
    [
        "32x32x32", "64x64x64", "128x128x128", "256x256x256", "512x512x512", "1024x1024x1024", "2048x2048x2048",
        "128x128x784:nt", "128x784x128", "784x128x128:tn", "128x784x128:tn", "32x128x784:nt", "128x784x32:tn",
        "1600x1024x64:nt", "1600x64x1024", "1024x64x1600:tn", "32x1024x256:nt", "32x256x1024", "1024x256x1600:tn",
        "768x512x128:nt", "768x128x512", "512x128x768:tn", "768x128x512:nt", "768x512x128", "128x512x768:tn", "768x65x128:nt",
        "48b64x64x32:nt", "48b64x32x64", "48b64x32x64:tn",
        "1000x50x50:nt", "1000x50x50", "50x50x1000:tn", "1000x50x2:nt", "1000x1x50:nt", "64x128x9216:nt", "64x9216x128", "128x9216x64:tn",
        "1x1024x1024:nt", "1024x1x1024", "1x1024x1024",
    ];

    public static int Run(string only, DType dtype, double seconds, string python, string script)
    {
        double ceiling = Ceilings.FmaGflops(AutogradOptions.Threads) / (dtype == DType.Float64 ? 2 : 1);
        string[] shapes = only.Length == 0 ? All : only.Split(',');
        Dictionary<string, double> theirs = NumPys(shapes, dtype, seconds, python, script);
        foreach (string shape in shapes)
        {
            double ours = Ours(shape, dtype, seconds);
            string ratio = theirs.TryGetValue(shape, out double peer) ? string.Create(CultureInfo.InvariantCulture, $"{peer:F1}\t×{ours / peer:F2}") : "–\t–";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shape,-20}\t{ours:F1}\t{ratio}\t{ours / ceiling:P0}"));
        }

        return 0;
    }

    private static double Ours(string shape, DType dtype, double seconds)
    {
        (int batch, int m, int n, int k, string layout) = Parse(shape);
        Variable a = Operand(batch, m, k, layout[0] == 't', dtype);
        Variable b = Operand(batch, k, n, layout[1] == 't', dtype);
        Workload workload = new(
            shape,
            "GFLOP/s",
            () => () =>
            {
                using Scope scope = new();
                a.MatMul(b);
            },
            rate => 2.0 * batch * m * n * k * rate / 1e9);
        return Measurement.Figure(workload, seconds);
    }

    private static Variable Operand(int batch, int rows, int columns, bool transposed, DType dtype)
    {
        int[] stored = transposed ? [batch, columns, rows] : [batch, rows, columns];
        Variable x = Variable.Normal(batch == 1 ? stored[1..] : stored, dtype: dtype);
        return transposed ? x.Transpose(-1, -2) : x;
    }

    private static (int Batch, int M, int N, int K, string Layout) Parse(string shape)
    {
        string[] parts = shape.Split(':');
        string[] batched = parts[0].Split('b');
        int[] sizes = [.. batched[^1].Split('x').Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        int batch = batched.Length > 1 ? int.Parse(batched[0], CultureInfo.InvariantCulture) : 1;
        return (batch, sizes[0], sizes[1], sizes[2], parts.Length > 1 ? parts[1] : "nn");
    }

    /// <summary>NumPy's figures by shape; empty where there is no NumPy.</summary>
    private static Dictionary<string, double> NumPys(string[] shapes, DType dtype, double seconds, string python, string script)
    {
        ProcessStartInfo start = new(python) { RedirectStandardOutput = true };
        string[] arguments =
        [
            script, dtype == DType.Float64 ? "float64" : "float32", seconds.ToString(CultureInfo.InvariantCulture),
            AutogradOptions.Threads.ToString(CultureInfo.InvariantCulture), .. shapes,
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
                .ToDictionary(fields => fields[0], fields => double.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }
}
