using System.Runtime.InteropServices;

namespace Autograd.NN;

/// <summary>Between Variables and the tensors of safetensors files.</summary>
internal static class NamedTensors
{
    /// <summary>Stands between the kinds of a training state's names; names of modules' parts never have it.</summary>
    public const char Separator = '/';

    /// <summary>A model's parameters and buffers by name.</summary>
    public static List<(string Name, Variable Value)> Of(ModuleBase module) =>
        [.. module.NamedParameters().Select(named => (named.Name, named.Parameter.Current)),
            .. module.NamedBuffers().Select(named => (named.Name, named.Buffer.Current))];

    /// <summary>Writes a file.</summary>
    public static void Write(string path, IReadOnlyList<(string Name, Variable Value)> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var entries = tensors.Select(tensor => new SafetensorsEntry(tensor.Name, TypeOf(tensor.Value.DType), Lengths(tensor.Value.Shape))).ToArray();
        SafetensorsWriter.Write(path, entries, metadata, (index, sink) => WriteElements(tensors[index].Value, sink));
    }

    /// <summary>Compares a file's names, shapes and types with those wanted.</summary>
    public static LoadReport Compare(SafetensorsReader file, IReadOnlyList<(string Name, Variable Value)> wanted, Func<string, bool> isOurs)
    {
        var report = new LoadReport();
        foreach (var (name, value) in wanted)
        {
            if (!file.TryGetEntry(name, out var entry))
                report.MissingNames.Add(name);
            else if (!entry.Shape.SequenceEqual(value.Shape.Select(length => (long)length)))
                report.WrongShapes.Add($"{name} [{string.Join(", ", entry.Shape)}] for {value.Shape}");
            else if (entry.Dtype != TypeOf(value.DType))
                report.WrongTypes.Add($"{name} {entry.Dtype} for {TypeOf(value.DType)}");
        }

        var names = wanted.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        report.UnexpectedNames.AddRange(file.Entries.Select(entry => entry.Name).Where(name => isOurs(name) && !names.Contains(name)));
        return report;
    }

    /// <summary>Reads the tensors a file has of those wanted: all of them, before anything is changed.</summary>
    public static List<(Variable Target, Variable Loaded)> Read(SafetensorsReader file, IReadOnlyList<(string Name, Variable Value)> wanted)
    {
        var loaded = new List<(Variable, Variable)>();
        foreach (var (name, value) in wanted)
        {
            if (file.TryGetEntry(name, out var entry))
                loaded.Add((value, Read(file, entry, value.Shape, value.DType, value.Device)));
        }

        return loaded;
    }

    private static Variable Read(SafetensorsReader file, SafetensorsEntry entry, Shape shape, DType dtype, Device device) => dtype switch
    {
        DType.Float32 => Read<float>(file, entry, shape, device),
        DType.Float64 => Read<double>(file, entry, shape, device),
        DType.Int32 => Read<int>(file, entry, shape, device),
        DType.Int64 => Read<long>(file, entry, shape, device),
        DType.Float16 => Read<Half>(file, entry, shape, device),
        DType.BFloat16 => Read<BFloat16>(file, entry, shape, device),
        _ => Read<bool>(file, entry, shape, device),
    };

    private static Variable Read<T>(SafetensorsReader file, SafetensorsEntry entry, Shape shape, Device device)
        where T : unmanaged
    {
        var elements = new T[shape.Count];
        file.Read(entry, MemoryMarshal.AsBytes(elements.AsSpan()));
        return Variable.From(elements, shape, device);
    }

    private static void WriteElements(Variable value, SafetensorsSink sink)
    {
        switch (value.DType)
        {
            case DType.Float32:
                WriteElements<float>(value, sink);
                break;
            case DType.Float64:
                WriteElements<double>(value, sink);
                break;
            case DType.Int32:
                WriteElements<int>(value, sink);
                break;
            case DType.Int64:
                WriteElements<long>(value, sink);
                break;
            case DType.Float16:
                WriteElements<Half>(value, sink);
                break;
            case DType.BFloat16:
                WriteElements<BFloat16>(value, sink);
                break;
            default:
                WriteElements<bool>(value, sink);
                break;
        }
    }

    private static void WriteElements<T>(Variable value, SafetensorsSink sink)
        where T : unmanaged
    {
        if (value.Device == Device.Cpu && value.IsContiguous)
            sink.Write(MemoryMarshal.AsBytes(value.AsSpan<T>()));
        else
            sink.Write(MemoryMarshal.AsBytes(value.ToArray<T>().AsSpan()));
    }

    private static string TypeOf(DType dtype) => dtype switch
    {
        DType.Float32 => "F32",
        DType.Float64 => "F64",
        DType.Int32 => "I32",
        DType.Int64 => "I64",
        DType.Float16 => "F16",
        DType.BFloat16 => "BF16",
        _ => "BOOL",
    };

    private static long[] Lengths(Shape shape) => [.. shape.Select(length => (long)length)];
}
