namespace Autograd.NN;

/// <content>Mode, initial values, random streams, and moving between devices and element types.</content>
public abstract partial class ModuleBase
{
    private RandomGenerator? _generator;
    private RandomGenerator? _random;

    /// <summary>Whether the module trains: dropout drops, running averages run. True at first.</summary>
    public bool Training { get; private set; } = true;

    /// <summary>
    /// This module's own random numbers, by its path and the seed it was initialised with: independent of all other modules.
    /// </summary>
    protected RandomGenerator Random => _random ??= Generator(out var path).Fork(Join(path, "random"));

    internal RandomGenerator? RandomInUse
    {
        get => _random;
        set => _random = value;
    }

    /// <summary>Puts this module and those below into training mode.</summary>
    public void Train() => SetMode(true);

    /// <summary>Puts this module and those below into evaluation mode.</summary>
    public void Eval() => SetMode(false);

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ZeroGrad()
    {
        foreach (var (_, parameter) in NamedParameters())
            parameter.ZeroGrad();
    }

    /// <summary>
    /// Draws every parameter of this module and those below anew, each from the generator's fork by its path, so that a
    /// parameter's values depend on seed, path and shape alone. Parameters that were added with values stay as they are.
    /// </summary>
    /// <remarks>A model that is used without it draws from <see cref="RandomGenerator.Shared"/> at its first use.</remarks>
    /// <param name="random">The generator; the modules' own random streams fork from it too.</param>
    public void Initialise(RandomGenerator random)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (var module in SelfAndBelow())
            (module._generator, module._random) = (null, null);
        _generator = random;
        foreach (var (name, parameter) in NamedParameters())
            parameter.Draw(random.Fork(name));
    }

    /// <summary>Draws every parameter of this module and those below anew from a seed.</summary>
    /// <param name="seed">The same seed gives the same values.</param>
    public void Initialise(ulong seed) => Initialise(new RandomGenerator(seed));

    /// <summary>Moves parameters, gradients and buffers to a device. Optimisers made before must be made anew.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="NotSupportedException">No backend for the device is loaded, or it cannot hold an element type.</exception>
    public void To(Device device)
    {
        foreach (var (_, parameter) in NamedParameters())
            parameter.Convert(value => value.To(device), parameter.DType, device);
        foreach (var (_, buffer) in NamedBuffers())
            buffer.Convert(value => value.To(device));
        Restructured();
    }

    /// <summary>Converts parameters, gradients and the buffers of floats to a type. Optimisers made before must be made anew.</summary>
    /// <param name="dtype">float32 or float64.</param>
    /// <exception cref="ArgumentException">The type is no float.</exception>
    public void To(DType dtype)
    {
        if (!dtype.IsFloat())
            throw Errors.Argument("to", $"parameters cannot be {dtype.Name()}", "use float32 or float64");
        foreach (var (_, parameter) in NamedParameters())
            parameter.Convert(value => value.To(dtype), dtype, parameter.Device);
        foreach (var (_, buffer) in NamedBuffers())
            buffer.Convert(value => value.DType.IsFloat() ? value.To(dtype) : value);
        Restructured();
    }

    /// <summary>The modules with their kinds, parameters' shapes and counts as a table, and the totals.</summary>
    public ModuleSummary Summary() => new(this, null);

    /// <summary>The stream a parameter is drawn from at its first use.</summary>
    internal RandomGenerator ForkFor(string name)
    {
        var generator = Generator(out var path);
        return generator.Fork(Join(path, name));
    }

    /// <summary>The generator of the nearest module upwards that was initialised, and the path from there.</summary>
    private RandomGenerator Generator(out string path)
    {
        var module = this;
        while (module._generator is null && module.Parent is { } parent)
            module = parent;
        path = PathFrom(module);
        return module._generator ??= Fresh();
    }

    /// <summary>Every tree gets its own numbers: two models of one kind must not start out equal.</summary>
    private static RandomGenerator Fresh()
    {
        var key = RandomGenerator.Shared.Next();
        return new RandomGenerator(key.Seed, key.Stream);
    }

    /// <summary>Puts this module alone into training mode.</summary>
    internal void TrainAlone() => Training = true;

    private void SetMode(bool training)
    {
        foreach (var module in SelfAndBelow())
            module.Training = training;
    }
}
