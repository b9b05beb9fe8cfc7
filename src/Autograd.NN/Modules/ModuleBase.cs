namespace Autograd.NN;

/// <summary>
/// What all modules have: children, parameters and buffers by name. A user's network derives from <see cref="Module"/>, or
/// from <see cref="Module{TInput, TOutput}"/> where it takes or gives something else than one Variable.
/// </summary>
/// <remarks>
/// Whatever a forward pass uses must be registered, and that is checked at every use without reflection: a module that was
/// never added, a parameter of one, or a Variable that requires a gradient and is nobody's parameter is an error that names it.
/// A tree of modules is built and used from one thread at a time.
/// </remarks>
public abstract partial class ModuleBase
{
    private readonly List<ModuleBase> _children = [];
    private readonly List<Parameter> _parameters = [];
    private readonly List<StateBuffer> _buffers = [];
    private List<object>? _borrowed;
    private HashSet<Variable>? _known;

    /// <summary>The name among the parent's children; empty at the root.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>The module this one was added to, or null at the root.</summary>
    public ModuleBase? Parent { get; private set; }

    /// <summary>The names from the root to here, joined by dots; empty at the root.</summary>
    public string Path => PathFrom(null);

    /// <summary>The modules added to this one, in their order.</summary>
    public IReadOnlyList<ModuleBase> Children => _children;

    /// <summary>The module at the top of the tree.</summary>
    internal ModuleBase Root
    {
        get
        {
            var module = this;
            while (module.Parent is { } parent)
                module = parent;
            return module;
        }
    }

    internal IReadOnlyList<Parameter> OwnParameters => _parameters;

    internal IReadOnlyList<StateBuffer> OwnBuffers => _buffers;

    /// <summary>
    /// Every parameter of this module and those below, depth first, with its path from here: <c>layers.0.weight</c>. One that
    /// several modules share appears once, by its first name.
    /// </summary>
    public IReadOnlyList<(string Name, Parameter Parameter)> NamedParameters()
    {
        var named = new List<(string, Parameter)>();
        var seen = new HashSet<Parameter>();
        foreach (var module in SelfAndBelow())
        {
            foreach (var parameter in module._parameters)
            {
                if (seen.Add(parameter))
                    named.Add((Join(module.PathFrom(this), module.NameOf(parameter)), parameter));
            }
        }

        return named;
    }

    /// <summary>Every buffer of this module and those below, depth first, with its path from here.</summary>
    public IReadOnlyList<(string Name, StateBuffer Buffer)> NamedBuffers() =>
        [.. SelfAndBelow().SelectMany(module => module._buffers.Select(buffer => (Join(module.PathFrom(this), buffer.Name), buffer)))];

    /// <summary>This module and those below, depth first, with their paths from here; this one's is empty.</summary>
    public IReadOnlyList<(string Name, ModuleBase Module)> NamedModules() => [.. SelfAndBelow().Select(module => (module.PathFrom(this), module))];

    /// <summary>Kind and sizes in one line, for summaries and errors.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>Adds a module: its parameters, buffers and mode are from now on part of this one's.</summary>
    /// <typeparam name="TModule">The module's type.</typeparam>
    /// <param name="name">A name that this module's parts do not have yet, without dots and slashes.</param>
    /// <param name="module">A module without a parent.</param>
    /// <returns>The module, to be kept in a field.</returns>
    /// <exception cref="ArgumentException">The name is taken or not allowed, the module has a parent, or contains this one.</exception>
    protected TModule Add<TModule>(string name, TModule module)
        where TModule : ModuleBase
    {
        ArgumentNullException.ThrowIfNull(module);
        CheckName(name);
        if (module.Parent is not null)
        {
            throw Errors.Argument(
                GetType().Name, $"{module} is already '{module.Path}' of {module.Root}", "make a module of its own, or Borrow that one");
        }

        if (ReferenceEquals(module, Root))
            throw Errors.Argument(GetType().Name, $"'{name}' would contain itself", "add a module that does not hold this one");
        (module.Name, module.Parent) = (name, this);
        _children.Add(module);
        module.SetMode(Training);
        Restructured();
        return module;
    }

    /// <summary>Adds several modules as a list with children 0, 1, ….</summary>
    /// <typeparam name="TModule">The modules' type.</typeparam>
    /// <param name="name">The list's name.</param>
    /// <param name="modules">Modules without a parent.</param>
    /// <exception cref="ArgumentException">As for a single module.</exception>
    protected ModuleList<TModule> AddList<TModule>(string name, params IEnumerable<TModule> modules)
        where TModule : ModuleBase => Add(name, new ModuleList<TModule>(modules));

    /// <summary>Adds a parameter that is drawn when it is first used, or by <see cref="Initialise(RandomGenerator)"/>.</summary>
    /// <param name="name">A name that this module's parts do not have yet, without dots and slashes.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="initialiser">What draws it, of <see cref="Initialisers"/> or one's own.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <exception cref="ArgumentException">The name is taken or not allowed, or the type is no float.</exception>
    protected Parameter AddParameter(string name, Shape shape, Initialiser initialiser, DType dtype = DType.Float32)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(initialiser);
        if (!dtype.IsFloat())
            throw Errors.Argument(GetType().Name, $"parameter '{name}' would be {dtype.Name()}", "parameters are float32 or float64, everything else is a buffer");
        return Register(name, new Parameter(this, name, shape, dtype, initialiser));
    }

    /// <summary>Adds a parameter with given values; initialisation leaves it as it is.</summary>
    /// <param name="name">A name that this module's parts do not have yet, without dots and slashes.</param>
    /// <param name="value">A leaf, float32 or float64. It is not copied.</param>
    /// <exception cref="ArgumentException">The name is taken or not allowed, or the type is no float.</exception>
    /// <exception cref="InvalidOperationException">The value is a recorded result.</exception>
    protected Parameter AddParameter(string name, Variable value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Register(name, new Parameter(this, name, value));
    }

    /// <summary>Adds another module's parameter, which then has two names: tied weights.</summary>
    /// <param name="name">A name that this module's parts do not have yet, without dots and slashes.</param>
    /// <param name="shared">The parameter.</param>
    /// <exception cref="ArgumentException">The name is taken or not allowed.</exception>
    protected Parameter AddParameter(string name, Parameter shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        CheckName(name);
        shared.Share(this, name);
        return Register(name, shared);
    }

    /// <summary>Adds state that is saved and moved with the module but not trained, such as running averages.</summary>
    /// <param name="name">A name that this module's parts do not have yet, without dots and slashes.</param>
    /// <param name="value">Its first value, not copied. It changes by <see cref="StateBuffer.CopyFrom"/> and <see cref="StateBuffer.Lerp"/> only.</param>
    /// <exception cref="ArgumentException">The name is taken or not allowed.</exception>
    protected StateBuffer AddBuffer(string name, Variable value)
    {
        ArgumentNullException.ThrowIfNull(value);
        CheckName(name);
        var buffer = new StateBuffer(this, name, value);
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>Allows the forward pass to use a module that belongs elsewhere, such as a teacher's: it is neither trained, saved nor moved with this one.</summary>
    /// <typeparam name="TModule">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    protected TModule Borrow<TModule>(TModule module)
        where TModule : ModuleBase
    {
        ArgumentNullException.ThrowIfNull(module);
        (_borrowed ??= []).Add(module);
        return module;
    }

    /// <summary>Allows the forward pass to use a Variable that requires a gradient and belongs elsewhere.</summary>
    /// <param name="variable">The Variable.</param>
    protected Variable Borrow(Variable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        (_borrowed ??= []).Add(variable);
        return variable;
    }

    internal static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>This module and those below, depth first in the order they were added.</summary>
    internal IEnumerable<ModuleBase> SelfAndBelow()
    {
        yield return this;
        foreach (var child in _children)
        {
            foreach (var module in child.SelfAndBelow())
                yield return module;
        }
    }

    /// <summary>The names from below a module to here.</summary>
    internal string PathFrom(ModuleBase? top) => Parent is null || ReferenceEquals(this, top) ? string.Empty : Join(Parent.PathFrom(top), Name);

    /// <summary>Whether a leaf is a parameter of this tree, or borrowed by a module of it.</summary>
    internal bool Knows(Variable leaf)
    {
        var root = Root;
        root._known ??= [.. root.SelfAndBelow().SelectMany(module => module._parameters).Select(parameter => parameter.Current)];
        return root._known.Contains(leaf) || root.BorrowedParts().Any(part =>
            ReferenceEquals(part, leaf) || (part is ModuleBase module && !ReferenceEquals(module.Root, root) && module.Knows(leaf)));
    }

    /// <summary>Whether a module is of this tree, or borrowed with all below by a module of it.</summary>
    internal bool Knows(ModuleBase module)
    {
        var root = Root;
        if (ReferenceEquals(module.Root, root))
            return true;
        var borrowed = root.BorrowedParts().ToHashSet(ReferenceEqualityComparer.Instance);
        for (var ancestor = module; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (borrowed.Contains(ancestor))
                return true;
        }

        return false;
    }

    /// <summary>Parts or values changed: what was known is looked up anew.</summary>
    internal void Restructured() => Root._known = null;

    private IEnumerable<object> BorrowedParts() => SelfAndBelow().SelectMany(module => module._borrowed ?? []);

    private string NameOf(Parameter parameter) => parameter.NameIn(this);

    private Parameter Register(string name, Parameter parameter)
    {
        CheckName(name);
        _parameters.Add(parameter);
        Restructured();
        return parameter;
    }

    private void CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || name.AsSpan().ContainsAny('.', '/'))
            throw Errors.Argument(GetType().Name, $"'{name}' is no name for a part", "use letters, digits and underscores: dots join names, slashes stand in files");
        if (_children.Exists(child => child.Name == name) || _parameters.Exists(parameter => NameOf(parameter) == name) || _buffers.Exists(buffer => buffer.Name == name))
            throw Errors.Argument(GetType().Name, $"it has a part '{name}' already", "give each part a name of its own");
    }
}
