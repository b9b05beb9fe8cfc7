using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Autograd.Tapes;

namespace Autograd.NN;

/// <summary>
/// A trained Variable of a module. Only modules make them, so there is none that is not registered; operations take it where
/// they take a Variable.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Parameter : INamedLeaf
{
    private readonly ModuleBase? _owner;
    private readonly Initialiser? _initialiser;
    private List<(ModuleBase Module, string Name)>? _shares;
    private Variable? _value;
    private bool _requiresGrad = true;

    internal Parameter(ModuleBase owner, string name, Shape shape, DType dtype, Initialiser initialiser) =>
        (_owner, Name, Shape, DType, Device, _initialiser) = (owner, name, shape, dtype, Device.Cpu, initialiser);

    internal Parameter(ModuleBase? owner, string name, Variable value)
    {
        value.RequiresGrad = true;
        value.Keep();
        if (owner is not null)
            value.Holder = this;
        (_owner, Name, Shape, DType, Device, _value) = (owner, name, value.Shape, value.DType, value.Device, value);
    }

    /// <summary>The name in the module that made it.</summary>
    public string Name { get; }

    /// <summary>The names from the root to here, joined by dots.</summary>
    public string Path => _owner is null ? Name : ModuleBase.Join(_owner.Path, Name);

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>The number of elements.</summary>
    public long Count => Shape.Count;

    /// <summary>float32 or float64.</summary>
    public DType DType { get; private set; }

    /// <summary>Where the elements lie.</summary>
    public Device Device { get; private set; }

    /// <summary>The Variable itself, drawn at its first use where no one has initialised it.</summary>
    /// <exception cref="InvalidOperationException">A forward pass is running whose modules do not include this parameter's.</exception>
    public Variable Value
    {
        get
        {
            if (_owner is not null)
                ModuleFrame.CheckUse(_owner, this);
            return Current;
        }
    }

    /// <summary>Whether it is trained; false freezes it.</summary>
    public bool RequiresGrad
    {
        get => _requiresGrad;
        set
        {
            _requiresGrad = value;
            if (_value is not null)
                _value.RequiresGrad = value;
        }
    }

    /// <summary>The gradient summed since <see cref="ZeroGrad"/>; null where no backward walk reached it.</summary>
    public Variable? Grad => _value?.Grad;

    /// <summary>The Variable, for the framework's own use outside of forward passes.</summary>
    internal Variable Current => _value ?? Make(_owner!.ForkFor(Name));

    /// <summary>The parameter's Variable.</summary>
    /// <param name="parameter">The parameter, or null for an absent one.</param>
    [return: NotNullIfNotNull(nameof(parameter))]
    public static implicit operator Variable?(Parameter? parameter) => parameter?.Value;

    /// <summary>Forgets the gradient.</summary>
    public void ZeroGrad() => _value?.ZeroGrad();

    /// <summary>Path, dtype and shape.</summary>
    public override string ToString() => $"{Path} {DType.Name()}{Shape}";

    internal void Share(ModuleBase module, string name) => (_shares ??= []).Add((module, name));

    /// <summary>The name a module knows it by.</summary>
    internal string NameIn(ModuleBase module)
    {
        if (ReferenceEquals(module, _owner))
            return Name;
        foreach (var share in _shares ?? [])
        {
            if (ReferenceEquals(share.Module, module))
                return share.Name;
        }

        return Name;
    }

    /// <summary>Draws the values; those that were given stay.</summary>
    internal void Draw(RandomGenerator random)
    {
        if (_initialiser is null)
            return;
        if (_value is null)
            Make(random);
        else
            _value.CopyFrom(Drawn(random));
    }

    /// <summary>Puts another Variable in this one's place, its gradient converted with it.</summary>
    internal void Convert(Func<Variable, Variable> conversion, DType dtype, Device device)
    {
        if (_value is { } old && (old.DType != dtype || old.Device != device))
        {
            _value = conversion(old.Detach()).Detach().Keep();
            if (old.Grad is { } grad)
                _value.Grad = conversion(grad.Detach()).Detach().Keep();
            _value.RequiresGrad = _requiresGrad;
            _value.Holder = this;
        }

        (DType, Device) = (dtype, device);
    }

    private Variable Make(RandomGenerator random)
    {
        _value = Drawn(random);
        _value.RequiresGrad = _requiresGrad;
        _value.Holder = this;
        _owner?.Restructured();
        return _value;
    }

    private Variable Drawn(RandomGenerator random)
    {
        var drawn = _initialiser!(Shape, random, DType, Device).Detach();
        if (drawn.Shape != Shape || drawn.DType != DType || drawn.Device != Device)
        {
            throw Errors.Argument(
                "initialise", $"{Path} is {DType.Name()}{Shape} on {Device}, its initialiser gave {drawn.Summary()}", "let it return what it was asked for");
        }

        return drawn.Keep();
    }
}
