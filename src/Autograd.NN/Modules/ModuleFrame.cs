using System.Runtime.CompilerServices;
using Autograd.Profiling;

namespace Autograd.NN;

/// <summary>
/// A running forward pass of one module: checks that all it uses is registered with the outermost module that runs, and
/// tells a diagnosing tape and a profile where it is.
/// </summary>
internal readonly struct ModuleFrame
{
    // A forward pass returns a value, never a task, so it begins and ends on one thread.
    [ThreadStatic]
    private static ModuleBase? _outermost;

    [ThreadStatic]
    private static ModuleBase? _running;

    [ThreadStatic]
    private static Action<ModuleBase, object?>? _reporter;

    private readonly ModuleBase? _caller;
    private readonly Tape? _tape;
    private readonly int _firstNode;
    private readonly bool _isNamed;
    private readonly ProfileThread? _profile;

    private ModuleFrame(ModuleBase? caller, Tape? tape, bool isNamed, ProfileThread? profile)
    {
        (_caller, _tape, _isNamed, _profile) = (caller, tape, isNamed, profile);
        _firstNode = tape?.NodeCount ?? 0;
    }

    /// <summary>The module whose own code runs on this thread.</summary>
    public static ModuleBase? Running => _running;

    /// <summary>Told of each module's output on this thread while a summary is made.</summary>
    public static Action<ModuleBase, object?>? Reporter
    {
        get => _reporter;
        set => _reporter = value;
    }

    /// <summary>Begins a module's forward pass.</summary>
    public static ModuleFrame Enter(ModuleBase module)
    {
        var caller = _running;
        if (caller is not null)
            CheckUse(module, module);
        var tape = Tape.Active;
        var isNamed = tape is { Diagnoses: true } && tape.EnterModule(NameBelow(caller, module));
        var profile = Profile.Here;
        profile?.EnterModule(NameBelow(caller, module));
        if (caller is null)
            _outermost = module;
        _running = module;
        return new ModuleFrame(caller, tape, isNamed, profile);
    }

    /// <summary>Throws where a part of a module is used in a forward pass that does not know the module.</summary>
    public static void CheckUse(ModuleBase owner, object part)
    {
        if (_outermost is { } outermost && !ReferenceEquals(owner, outermost) && !ReferenceEquals(owner.Root, outermost.Root) && !outermost.Knows(owner))
            throw Unregistered(outermost, owner, part);
    }

    /// <summary>Throws where the outermost forward pass recorded a leaf that requires a gradient and is no parameter.</summary>
    public void CheckLeaves<TInput>(ModuleBase module, TInput input)
    {
        if (_caller is not null || _tape is not { IsDisposed: false } tape)
            return;
        for (var index = _firstNode; index < tape.NodeCount; index++)
        {
            var node = tape.Node(index);
            for (var i = 0; i < node.InputCount; i++)
            {
                if (node.InputSlot(i) >= 0 && node.Input(i) is { IsLeaf: true, RequiresGrad: true } leaf && !module.Knows(leaf) && !Holds(input, leaf))
                {
                    throw Errors.State(
                        module.GetType().Name,
                        $"{node.Operation!.Name} used {leaf.Summary()}, which requires a gradient but is no parameter of {module}",
                        "register it with AddParameter, pass it as input, or Borrow it if it belongs elsewhere");
                }
            }
        }
    }

    /// <summary>Tells of a module's output where somebody listens.</summary>
    public static void Report<TOutput>(ModuleBase module, TOutput output) => _reporter?.Invoke(module, output);

    /// <summary>Ends the forward pass, whether or not it threw.</summary>
    public void Leave()
    {
        _running = _caller;
        if (_caller is null)
            _outermost = null;
        if (_isNamed && _tape is { IsDisposed: false })
            _tape.LeaveModule();
        _profile?.LeaveModule();
    }

    private static InvalidOperationException Unregistered(ModuleBase outermost, ModuleBase owner, object part)
    {
        var what = part switch
        {
            Parameter parameter => $"the parameter '{parameter.Name}' of {owner}",
            StateBuffer buffer => $"the buffer '{buffer.Name}' of {owner}",
            _ => $"{owner}",
        };
        return Errors.State(
            outermost.GetType().Name,
            $"its forward pass used {what}, which was never added to {outermost}",
            "add it in the constructor, _field = Add(\"name\", module), or Borrow it if it belongs elsewhere");
    }

    private static string NameBelow(ModuleBase? caller, ModuleBase module)
    {
        var path = caller is null ? string.Empty : module.PathFrom(caller);
        return path.Length > 0 ? path : module.GetType().Name;
    }

    /// <summary>Whether a leaf is among what was passed in: gradients of inputs are welcome.</summary>
    private static bool Holds(object? input, Variable leaf) => input switch
    {
        Variable variable => ReferenceEquals(variable, leaf),
        LstmState state => ReferenceEquals(state.Hidden, leaf) || ReferenceEquals(state.Cell, leaf),
        ITuple tuple => Enumerable.Range(0, tuple.Length).Any(i => Holds(tuple[i], leaf)),
        IEnumerable<Variable> variables => variables.Contains(leaf, ReferenceEqualityComparer.Instance),
        _ => false,
    };
}
