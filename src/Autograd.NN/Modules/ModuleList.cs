using System.Collections;

namespace Autograd.NN;

/// <summary>Modules in a row, named 0, 1, …; what is added to it is registered, now and later.</summary>
/// <typeparam name="TModule">The modules' type.</typeparam>
public sealed class ModuleList<TModule> : ModuleBase, IReadOnlyList<TModule>
    where TModule : ModuleBase
{
    private readonly List<TModule> _modules = [];

    /// <summary>Makes a list.</summary>
    /// <param name="modules">Modules without a parent.</param>
    public ModuleList(params IEnumerable<TModule> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (var module in modules)
            Add(module);
    }

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>A module by its place.</summary>
    /// <param name="index">The place, from 0.</param>
    public TModule this[int index] => _modules[index];

    /// <summary>Appends a module.</summary>
    /// <param name="module">A module without a parent.</param>
    /// <exception cref="ArgumentException">The module has a parent, or contains this list.</exception>
    public void Add(TModule module) => _modules.Add(Add($"{_modules.Count}", module));

    /// <summary>An enumerator over the modules.</summary>
    public IEnumerator<TModule> GetEnumerator() => _modules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"ModuleList of {_modules.Count}";
}
