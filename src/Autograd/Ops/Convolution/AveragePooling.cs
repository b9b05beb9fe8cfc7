using Autograd.Backends;

namespace Autograd.Ops;

/// <summary>Chooses how averages over windows are computed: as a mean, by the device's kernels, or in primitive operations.</summary>
internal static class AveragePooling
{
    public static void Check(string operation, Variable x)
    {
        x.ThrowIfReleased(operation);
        DTypeChecks.Float(operation, x);
        if (x.Rank != 4)
            throw Errors.Argument(operation, $"the input has shape {x.Shape}", "give [batch, channels, height, width]");
        if (x.Shape[2] == 0 || x.Shape[3] == 0)
            throw Errors.Argument(operation, $"the images of {x.Shape} have no element", "give images of one or more");
    }

    public static Variable Apply(Variable x, PoolingWindows rows, PoolingWindows columns)
    {
        if (rows.IsWhole && columns.IsWhole)
            return x.Mean([2, 3], keepAxes: true);
        return x.Storage.Backend is IAveragePoolingKernels ? Operation.Apply(AvgPool2dOp.Get(rows, columns), x) : Compose(x, rows, columns);
    }

    public static IAveragePoolingKernels Kernels(IBackend backend) =>
        backend as IAveragePoolingKernels
        ?? throw Errors.Unsupported("avgpool2d", $"{backend.Device} has no average pooling kernels", "move the operand to the CPU, x.To(Device.Cpu)");

    /// <summary>The same in primitive operations, for devices without the kernels: sums along the height, along the width, and a division.</summary>
    internal static Variable Compose(Variable x, PoolingWindows rows, PoolingWindows columns)
    {
        var divisors = new double[rows.Count * columns.Count];
        for (var i = 0; i < divisors.Length; i++)
            divisors[i] = rows.Divisor(i / columns.Count) * (double)columns.Divisor(i % columns.Count);
        var sums = Sums(Sums(x, 2, rows), 3, columns);
        return divisors.AsSpan().ContainsAnyExcept(divisors[0])
            ? sums / Variable.From<double>(divisors, [rows.Count, columns.Count]).To(x.DType).To(x.Device)
            : sums / divisors[0];
    }

    private static Variable Sums(Variable x, int axis, PoolingWindows windows)
    {
        if (!windows.IsRegular)
        {
            var parts = new Variable[windows.Count];
            for (var i = 0; i < parts.Length; i++)
                parts[i] = x.Slice(axis, windows.Start(i), windows.End(i) - windows.Start(i)).Sum([axis], keepAxes: true);
            return Variable.Concat(axis, parts);
        }

        // What a last window needs beyond the padding is 0 too; what no window reaches is left out.
        var reach = ((windows.Count - 1) * windows.Stride) + windows.Size;
        x = x.Pad(axis, windows.Padding, reach - windows.Padding - windows.Length);
        var sum = x.Slice(axis, 0, windows.Count, windows.Stride);
        for (var tap = 1; tap < windows.Size; tap++)
            sum += x.Slice(axis, tap, windows.Count, windows.Stride);
        return sum;
    }
}
