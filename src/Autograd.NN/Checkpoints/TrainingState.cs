namespace Autograd.NN;

/// <summary>
/// All that training needs to go on bit for bit as if it had never stopped: the model, the optimiser's memory and groups,
/// schedulers, random streams and the user's counters, in one safetensors file.
/// </summary>
/// <param name="model">The model; its modules' own random streams are included.</param>
/// <param name="optimiser">The optimiser of the model's parameters.</param>
public sealed class TrainingState(ModuleBase model, Optimiser optimiser)
{
    private const string OptimiserPrefix = "optimiser";
    private const string SharedPart = "shared";
    private const string GroupPrefix = "group";
    private const string SchedulerPrefix = "scheduler";
    private const string RandomPrefix = "random";
    private const string GeneratorPrefix = "generator";
    private const string CounterPrefix = "counter";

    /// <summary>The model.</summary>
    public ModuleBase Model { get; } = model ?? throw new ArgumentNullException(nameof(model));

    /// <summary>The optimiser whose memory is included.</summary>
    public Optimiser Optimiser { get; } = optimiser ?? throw new ArgumentNullException(nameof(optimiser));

    /// <summary>The program's own generators by name; loading sets them to where they were. Names are free of slashes.</summary>
    public IDictionary<string, RandomGenerator> Generators { get; } = new Dictionary<string, RandomGenerator>(StringComparer.Ordinal);

    /// <summary>The schedulers by name; loading sets them to where they were. Names are free of slashes.</summary>
    public IDictionary<string, IScheduler> Schedulers { get; } = new Dictionary<string, IScheduler>(StringComparer.Ordinal);

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

        tensors.AddRange(Optimiser.SharedState().Select(shared => (Name(OptimiserPrefix, Optimiser.Kind, SharedPart, shared.Name), shared.Value)));
        tensors.AddRange(Optimiser.Groups.Select(group => (Name(GroupPrefix, group.Name), Variable.From(group.Save()))));
        tensors.AddRange(Schedulers.Select(scheduler => (Name(SchedulerPrefix, Checked(scheduler.Key)), Variable.From(scheduler.Value.Save()))));
        foreach (var (name, module) in Model.NamedModules())
        {
            if (module.RandomInUse is { } random)
                tensors.Add((Name(RandomPrefix, name), Pack(random)));
        }

        tensors.AddRange(Generators.Select(generator => (Name(GeneratorPrefix, Checked(generator.Key)), Pack(generator.Value))));
        tensors.AddRange(Counters.Select(counter => (Name(CounterPrefix, Checked(counter.Key)), Variable.From(counter.Value))));
        NamedTensors.Write(path, tensors, Members(names));
    }

    /// <summary>
    /// Reads everything into a model and an optimiser made as they were when saved. Generators and counters are those added
    /// before; counters that the file has are added. Learning rates and the other numbers of groups become what they were. Nothing is
    /// changed unless all fits.
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
        var shared = Optimiser.SharedTargets(name => file.TryGetEntry(SharedName(name), out _));
        wanted.AddRange(shared.Select(target => (SharedName(target.Name), target.Value)));
        var groups = Optimiser.Groups.Select(group => (Name: Name(GroupPrefix, group.Name), Value: Numbers(OptimiserGroup.SavedCount))).ToArray();
        wanted.AddRange(groups);
        var schedulers = Schedulers.Select(scheduler => (Name: Name(SchedulerPrefix, Checked(scheduler.Key)), Value: Numbers(scheduler.Value.Save().Length), Scheduler: scheduler.Value)).ToArray();
        wanted.AddRange(schedulers.Select(scheduler => (scheduler.Name, scheduler.Value)));
        var randoms = Wanted(RandomPrefix, Model.NamedModules().Select(named => named.Name).Where(name => file.TryGetEntry(Name(RandomPrefix, name), out _)), [3]);
        var generators = Wanted(GeneratorPrefix, Generators.Keys, [3]);
        var counters = Wanted(CounterPrefix, file.Entries.Select(entry => entry.Name).Where(name => name.StartsWith(Name(CounterPrefix, string.Empty), StringComparison.Ordinal))
            .Select(name => name[(CounterPrefix.Length + 1)..]), []);
        wanted.AddRange([.. randoms, .. generators, .. counters]);
        var report = NamedTensors.Compare(file, wanted, _ => true);
        if (!report.IsClean)
            throw ModelFile.Refusal(path, Model, report, strict: false);
        CheckMembers(file, path, names);
        var read = NamedTensors.Read(file, wanted);
        for (var i = 0; i < groups.Length; i++)
            CheckNumbers(path, read, groups[i].Name, groups[i].Value, Optimiser.Groups[i].Accepts);
        foreach (var (name, value, scheduler) in schedulers)
            CheckNumbers(path, read, name, value, scheduler.Accepts);
        foreach (var (target, loaded) in read)
            target.CopyFrom(loaded);

        Optimiser.RestoreShared(shared);
        for (var i = 0; i < groups.Length; i++)
            Optimiser.Groups[i].Restore(groups[i].Value.AsSpan<double>());
        foreach (var (_, value, scheduler) in schedulers)
            scheduler.Restore(value.AsSpan<double>());
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

    private static Variable Numbers(int count) => Variable.Zeros([count], DType.Float64);

    private string SharedName(string name) => Name(OptimiserPrefix, Optimiser.Kind, SharedPart, name);

    /// <summary>The names of each group's parameters, a line each.</summary>
    private Dictionary<string, string> Members(string[] names) => Optimiser.Groups.ToDictionary(
        group => Name(GroupPrefix, group.Name), group => string.Join('\n', names.Where((_, index) => Optimiser.GroupOf(index) == group)), StringComparer.Ordinal);

    /// <summary>The groups have to hold the same parameters in the same order.</summary>
    private void CheckMembers(SafetensorsReader file, string path, string[] names)
    {
        foreach (var (key, members) in Members(names))
        {
            if (!file.Metadata.TryGetValue(key, out var saved) || saved != members)
                throw new FileError("load", path).Because($"has other parameters in the optimiser's {key}; make the groups as they were saved");
        }
    }

    /// <summary>The numbers of groups and schedulers have to be allowed.</summary>
    private static void CheckNumbers(
        string path, List<(Variable Target, Variable Loaded)> read, string name, Variable target, Func<ReadOnlySpan<double>, bool> accepts)
    {
        var numbers = read.Find(pair => ReferenceEquals(pair.Target, target)).Loaded.AsSpan<double>();
        if (!accepts(numbers))
            throw new FileError("load", path).Because($"has the numbers {string.Join(", ", numbers.ToArray())} of {name}, which do not fit; make the optimiser and its schedulers as they were saved");
    }

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
        return [.. Optimiser.Parameters.Select((parameter, index) => names.GetValueOrDefault(parameter) ?? OtherName(parameter, index))];
    }

    /// <summary>A Variable that no module holds is named by its place in its group.</summary>
    private string OtherName(Parameter parameter, int index) =>
        Optimiser.Groups.Count == 1 ? Name("other", parameter.Path) : Name("other", Optimiser.GroupOf(index).Name, parameter.Path);
}
