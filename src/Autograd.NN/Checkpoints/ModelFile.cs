namespace Autograd.NN;

/// <summary>Saves and loads a model's parameters and buffers as safetensors files, by their names.</summary>
public static class ModelFile
{
    /// <summary>Writes every parameter and buffer, atomically: the old file or the new one is there, never a part.</summary>
    /// <param name="module">The model.</param>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="metadata">Texts to go with it, or null.</param>
    /// <exception cref="IOException">The folder or the disk refused.</exception>
    public static void Save(this ModuleBase module, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        NamedTensors.Write(path, NamedTensors.Of(module), metadata);
    }

    /// <summary>Reads parameters and buffers by their names. Nothing is changed unless all that is read fits.</summary>
    /// <remarks>The file of a <see cref="TrainingState"/> serves too; what is not the model's in it is passed over.</remarks>
    /// <param name="module">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="strict">Whether missing and unexpected names are errors too, as other shapes and types always are.</param>
    /// <returns>What did not fit; clean where strict.</returns>
    /// <exception cref="InvalidDataException">Something does not fit, or the file is damaged.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static LoadReport Load(this ModuleBase module, string path, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(module);
        using var file = SafetensorsReader.Open(path);
        var wanted = NamedTensors.Of(module);
        var report = NamedTensors.Compare(file, wanted, name => !name.Contains(NamedTensors.Separator, StringComparison.Ordinal));
        if (strict ? !report.IsClean : !report.Fits)
            throw Refusal(path, module, report, strict);
        foreach (var (target, loaded) in NamedTensors.Read(file, wanted))
            target.CopyFrom(loaded);
        return report;
    }

    internal static InvalidDataException Refusal(string path, ModuleBase module, LoadReport report, bool strict) =>
        new FileError("load", path).Because(
            $"does not fit {module}: {report}; build the model as it was saved{(strict && report.Fits ? ", or load with strict: false" : string.Empty)}");
}
