using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Autograd.Backends;

namespace Autograd;

/// <content>Making Variables from numbers, arrays, tensors and random streams. What is made here belongs to no tape.</content>
public sealed partial class Variable
{
    /// <summary>A scalar.</summary>
    /// <typeparam name="T">float, double, int, long, bool, Half or BFloat16.</typeparam>
    /// <param name="value">Its value.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable From<T>(T value, Device? device = null)
        where T : unmanaged => FromSpan(new ReadOnlySpan<T>(in value), Shape.Scalar, device);

    /// <summary>A one-dimensional Variable with a copy of an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The elements.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable From<T>(T[] values, Device? device = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return FromSpan<T>(values, [values.Length], device);
    }

    /// <summary>A two-dimensional Variable with a copy of an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The elements.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable From<T>(T[,] values, Device? device = null)
        where T : unmanaged => FromArray<T>(values, device);

    /// <summary>A three-dimensional Variable with a copy of an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The elements.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable From<T>(T[,,] values, Device? device = null)
        where T : unmanaged => FromArray<T>(values, device);

    /// <summary>A four-dimensional Variable with a copy of an array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The elements.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable From<T>(T[,,,] values, Device? device = null)
        where T : unmanaged => FromArray<T>(values, device);

    /// <summary>A Variable with a copy of a span's elements in row-major order.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">As many elements as the shape has.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public static Variable From<T>(ReadOnlySpan<T> values, Shape shape, Device? device = null)
        where T : unmanaged => FromSpan(values, shape, device);

    /// <summary>A Variable with a copy of an array's elements in row-major order.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">As many elements as the shape has.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public static Variable From<T>(T[] values, Shape shape, Device? device = null)
        where T : unmanaged => FromSpan<T>(values, shape, device);

    /// <summary>A Variable with a copy of a <see cref="Tensor{T}"/>'s elements.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The tensor.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable From<T>(Tensor<T> values, Device? device = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var lengths = new int[values.Rank];
        for (var axis = 0; axis < lengths.Length; axis++)
            lengths[axis] = checked((int)values.Lengths[axis]);
        var copy = new T[checked((int)values.FlattenedLength)];
        values.FlattenTo(copy);
        return FromSpan<T>(copy, lengths, device);
    }

    /// <summary>All elements 0.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable Zeros(Shape shape, DType dtype = DType.Float32, Device? device = null) => Full(shape, 0, dtype, device);

    /// <summary>All elements 1.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable Ones(Shape shape, DType dtype = DType.Float32, Device? device = null) => Full(shape, 1, dtype, device);

    /// <summary>All elements one value.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="value">The value, converted to the element type.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable Full(Shape shape, double value, DType dtype = DType.Float32, Device? device = null)
    {
        var result = New("full", shape, dtype, device);
        result._storage.Backend.Fill(result.View, value);
        return result;
    }

    /// <summary>Zeros of another Variable's shape, dtype and device.</summary>
    /// <param name="like">The model.</param>
    public static Variable ZerosLike(Variable like) => Full(like.Shape, 0, like.DType, like.Device);

    /// <summary>Ones of another Variable's shape, dtype and device.</summary>
    /// <param name="like">The model.</param>
    public static Variable OnesLike(Variable like) => Full(like.Shape, 1, like.DType, like.Device);

    /// <summary>start, start + step, … below (for a negative step above) <paramref name="stop"/>.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="stop">The end, not included.</param>
    /// <param name="step">The difference of neighbours, not 0.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable Arange(double start, double stop, double step = 1, DType dtype = DType.Float32, Device? device = null)
    {
        if (step == 0 || !double.IsFinite(start) || !double.IsFinite(stop) || !double.IsFinite(step))
            throw Errors.Argument("arange", $"start {start}, stop {stop}, step {step} make no range", "give finite numbers and a step other than 0");
        var count = Math.Max(0, (int)Math.Ceiling((stop - start) / step));
        return FromDoubles(count, i => start + (i * step), dtype, device);
    }

    /// <summary>0, 1, … below <paramref name="stop"/>.</summary>
    /// <param name="stop">The end, not included.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable Arange(int stop, DType dtype = DType.Float32, Device? device = null) => Arange(0, stop, 1, dtype, device);

    /// <summary>Evenly spaced elements from <paramref name="start"/> to <paramref name="end"/>, both included.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="end">The last element.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable Linspace(double start, double end, int count, DType dtype = DType.Float32, Device? device = null)
    {
        if (count < 1)
            throw Errors.Argument("linspace", $"count is {count}", "ask for at least 1 element");
        return FromDoubles(count, i => count == 1 ? start : i == count - 1 ? end : start + ((end - start) * i / (count - 1)), dtype, device);
    }

    /// <summary>The identity matrix.</summary>
    /// <param name="size">Rows and columns.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable Eye(int size, DType dtype = DType.Float32, Device? device = null)
    {
        var result = Zeros([size, size], dtype, device);
        if (size > 0)
        {
            var diagonal = new TensorView(result._storage, [size], Strides.Create([size + 1L]), 0);
            result._storage.Backend.Fill(diagonal, 1);
        }

        return result;
    }

    /// <summary>Independent numbers, uniform in [low, high).</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="random">The stream they come from; the shared one by default.</param>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable Uniform(
        Shape shape, RandomGenerator? random = null, double low = 0, double high = 1, DType dtype = DType.Float32, Device? device = null) =>
        Random("uniform", shape, RandomDistribution.Uniform, low, high, random, dtype, device);

    /// <summary>Independent normal numbers.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="random">The stream they come from; the shared one by default.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="device">Where it lies; the CPU by default.</param>
    public static Variable Normal(
        Shape shape, RandomGenerator? random = null, double mean = 0, double deviation = 1, DType dtype = DType.Float32, Device? device = null) =>
        Random("normal", shape, RandomDistribution.Normal, mean, deviation, random, dtype, device);

    internal static Variable New(string operation, Shape shape, DType dtype, Device? device)
    {
        var backend = BackendRegistry.Get(device ?? Device.Cpu);
        if (backend.WhyUnsupported(dtype) is { } reason)
            throw Errors.Unsupported(operation, reason, "choose another dtype or device");
        return AllocateUnowned(backend, shape, dtype);
    }

    private static Variable Random(
        string operation, Shape shape, RandomDistribution distribution, double a, double b, RandomGenerator? random, DType dtype, Device? device)
    {
        if (!dtype.IsFloat())
            throw Errors.Argument(operation, $"dtype is {dtype.Name()}", "draw float32 or float64 and cast");
        var result = New(operation, shape, dtype, device);
        result._storage.Backend.RandomFill(result.View, distribution, a, b, (random ?? RandomGenerator.Shared).Next());
        return result;
    }

    private static Variable FromDoubles(int count, Func<int, double> element, DType dtype, Device? device)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = element(i);
        var exact = FromSpan<double>(values, [count], null);
        if (dtype == DType.Float64 && (device ?? Device.Cpu) == Device.Cpu)
            return exact;
        var cast = New("create", exact.Shape, dtype, Device.Cpu);
        cast._storage.Backend.Copy(exact.View, cast.View);
        return device is { } target && target != Device.Cpu ? cast.To(target).Keep() : cast;
    }

    private static Variable FromArray<T>(Array values, Device? device)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var lengths = new int[values.Rank];
        for (var axis = 0; axis < lengths.Length; axis++)
            lengths[axis] = values.GetLength(axis);
        ReadOnlySpan<T> flat = values.Length == 0
            ? default
            : MemoryMarshal.CreateReadOnlySpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length);
        return FromSpan(flat, lengths, device);
    }

    private static Variable FromSpan<T>(ReadOnlySpan<T> values, Shape shape, Device? device)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (values.Length != shape.Count)
            throw Errors.Argument("from", $"{values.Length} elements do not fill shape {shape} of {shape.Count}", "give as many elements as the shape has");
        var result = New("from", shape, DTypes.Of<T>(), device);
        result._storage.Backend.Write(MemoryMarshal.AsBytes(values), result._storage);
        return result;
    }
}
