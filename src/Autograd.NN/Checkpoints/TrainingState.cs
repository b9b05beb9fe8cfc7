using System.Globalization;

namespace Autograd.NN;

/// <summary>
/// All that training needs to go on bit for bit as if it had never stopped: the model, the optimiser's memory, random streams
/// and the user's counters, in one safetensors file.
/// </summary>
/// <param name="model">The model; its modules' own random streams are included.</param>
/// <param name="optimiser">The optimiser of the model's parameters.</param>
public sealed class TrainingState(ModuleBase model, Optimiser optimiser)
{
    private const string OptimiserPrefix = "optimiser";
    private const string RandomPrefix = "random";
    private const string GeneratorPrefix = "generator";
    private const string CounterPrefix = "counter";

    /// <summary>The model.</summary>
    public ModuleBase Model { get; } = model ?? throw new ArgumentNullException(nameof(model));

    /// <summary>The optimiser whose memory is included.</summary>
    public Optimiser Optimiser { get; } = optimiser ?? throw new ArgumentNullException(nameof(optimiser));

    /// <summary>The program's own generators by name; loading sets them to where they were. Names are free of slashes.</summary>
    public IDictionary<string, RandomGenerator> Generators { get; } = new Dictionary<string, RandomGenerator>(StringComparer.Ordinal);

    /// <summary>Whole numbers by name, such as the epoch. Names are free of slashes.</summary>
    public IDictionary<string, long> Counters { get; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Writes everything, atomically.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <exception cref="ArgumentException">A name has a slash.</exception>
    /// <exception cref="IOException">The folder or the disk refused.</exception>
    public void Save(string path)
    {
        var tensors = NamedTensors.Of(Model);
        var names = ParameterNames();
        for (var i = 0; i < names.Length; i++)
        {
            tensors.Add((Name(OptimiserPrefix, Optimiser.Kind, "steps", names[i]), Variable.From(Optimiser.Steps(i))));
            for (var state = 0; state < Optimiser.StateNames.Count; state++)
            {
                if (Optimiser.State(i, state) is { } value)
                    tensors.Add((Name(OptimiserPrefix, Optimiser.Kind, Optimiser.StateNames[state], names[i]), value));
            }
        }

        foreach (var (name, module) in Model.NamedModules())
        {
            if (module.RandomInUse is { } random)
                tensors.Add((Name(RandomPrefix, name), Pack(random)));
        }

        tensors.AddRange(Generators.Select(generator => (Name(GeneratorPrefix, Checked(generator.Key)), Pack(generator.Value))));
        tensors.AddRange(Counters.Select(counter => (Name(CounterPrefix, Checked(counter.Key)), Variable.From(counter.Value))));
        NamedTensors.Write(path, tensors, new Dictionary<string, string> { ["learning_rate"] = Optimiser.LearningRate.ToString("R", CultureInfo.InvariantCulture) });
    }

    /// <summary>
    /// Reads everything into a model and an optimiser made as they were when saved. Generators and counters are those added
    /// before; counters that the file has are added. Nothing is changed unless all fits.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">Something does not fit, or the file is damaged.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public void Load(string path)
    {
        using var file = SafetensorsReader.Open(path);
        var names = ParameterNames();
        var wanted = NamedTensors.Of(Model);
        var steps = names.Select(name => (Name(OptimiserPrefix, Optimiser.Kind, "steps", name), Variable.From(0L))).ToArray();
        wanted.AddRange(steps);
        var states = WantedStates(file, names);
        wanted.AddRange(states.SelectMany(state => state));
        var randoms = Wanted(RandomPrefix, Model.NamedModules().Select(named => named.Name).Where(name => file.TryGetEntry(Name(RandomPrefix, name), out _)), [3]);
        var generators = Wanted(GeneratorPrefix, Generators.Keys, [3]);
        var counters = Wanted(CounterPrefix, file.Entries.Select(entry => entry.Name).Where(name => name.StartsWith(Name(CounterPrefix, string.Empty), StringComparison.Ordinal))
            .Select(name => name[(CounterPrefix.Length + 1)..]), []);
        wanted.AddRange([.. randoms, .. generators, .. counters]);
        var report = NamedTensors.Compare(file, wanted, _ => true);
        if (!report.IsClean)
            throw ModelFile.Refusal(path, Model, report, strict: false);
        var rate = ReadRate(file, path);
        foreach (var (target, loaded) in NamedTensors.Read(file, wanted))
            target.CopyFrom(loaded);

        Optimiser.LearningRate = rate;
        for (var i = 0; i < names.Length; i++)
            Optimiser.Restore(i, steps[i].Item2.Item<long>(), states[i].Select(state => state.Value).ToArray());
        foreach (var (name, module) in Model.NamedModules())
            module.RandomInUse = randoms.Find(random => random.Name == Name(RandomPrefix, name)).Value is { } packed ? Unpack(packed) : null;
        foreach (var (name, packed) in generators)
            Generators[name[(GeneratorPrefix.Length + 1)..]] = Unpack(packed);
        foreach (var (name, value) in counters)
            Counters[name[(CounterPrefix.Length + 1)..]] = value.Item<long>();
    }

    private static string Name(params ReadOnlySpan<string?> parts) => string.Join(NamedTensors.Separator, parts);

    private static string Checked(string name) => name.Contains(NamedTensors.Separator, StringComparison.Ordinal)
        ? throw Errors.Argument("training_state", $"the name '{name}' has a slash", "use another character")
        : name;

    private static List<(string Name, Variable Value)> Wanted(string kind, IEnumerable<string> names, Shape shape) =>
        [.. names.Select(name => (Name(kind, name), Variable.Zeros(shape, DType.Int64)))];

    private static Variable Pack(RandomGenerator random)
    {
        var (seed, path, position) = random.State;
        return Variable.From([(long)seed, (long)path, position]);
    }

    private static RandomGenerator Unpack(Variable packed)
    {
        var numbers = packed.AsSpan<long>();
        return new RandomGenerator((ulong)numbers[0], (ulong)numbers[1], numbers[2]);
    }

    private static double ReadRate(SafetensorsReader file, string path) =>
        file.Metadata.TryGetValue("learning_rate", out var text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate >= 0 && double.IsFinite(rate)
            ? rate
            : throw new FileError("load", path).Because($"states no learning rate; is it the file of a training state?");

    /// <summary>A parameter's states, of its shape, type and device, where it had made a step; none where it had not.</summary>
    private (string Name, Variable Value)[][] WantedStates(SafetensorsReader file, string[] names)
    {
        var states = new (string, Variable)[names.Length][];
        for (var i = 0; i < names.Length; i++)
        {
            var value = Optimiser.Parameters[i].Current;
            var stateNames = Optimiser.StateNames.Select(state => Name(OptimiserPrefix, Optimiser.Kind, state, names[i])).ToArray();
            states[i] = stateNames.Any(name => file.TryGetEntry(name, out _))
                ? [.. stateNames.Select(name => (name, Variable.Zeros(value.Shape, value.DType, value.Device)))]
                : [];
        }

        return states;
    }

    /// <summary>The optimiser's parameters by the model's names; those that are not the model's by their own.</summary>
    private string[] ParameterNames()
    {
        var names = Model.NamedParameters().ToDictionary(named => named.Parameter, named => named.Name);
        return [.. Optimiser.Parameters.Select(parameter => names.GetValueOrDefault(parameter) ?? $"other{NamedTensors.Separator}{parameter.Path}")];
    }
}
