using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Autograd.NN;

/// <summary>Modules by name; what is added to it is registered, now and later.</summary>
/// <typeparam name="TModule">The modules' type.</typeparam>
public sealed class ModuleDictionary<TModule> : ModuleBase, IReadOnlyDictionary<string, TModule>
    where TModule : ModuleBase
{
    private readonly OrderedDictionary<string, TModule> _modules = new(StringComparer.Ordinal);

    /// <summary>The number of modules.</summary>
    public int Count => _modules.Count;

    /// <summary>The names, in the order they were added.</summary>
    public IEnumerable<string> Keys => _modules.Keys;

    /// <summary>The modules, in the order they were added.</summary>
    public IEnumerable<TModule> Values => _modules.Values;

    /// <summary>A module by its name.</summary>
    /// <param name="key">The name.</param>
    public TModule this[string key] => _modules[key];

    /// <summary>Adds a module.</summary>
    /// <param name="key">A name not taken yet, without dots and slashes.</param>
    /// <param name="module">A module without a parent.</param>
    /// <exception cref="ArgumentException">The name is taken or not allowed, the module has a parent, or contains this one.</exception>
    public void Add(string key, TModule module) => _modules.Add(key, Add<TModule>(key, module));

    /// <summary>Whether there is a module of that name.</summary>
    /// <param name="key">The name.</param>
    public bool ContainsKey(string key) => _modules.ContainsKey(key);

    /// <summary>Finds a module.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">The module, or null.</param>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TModule value) => _modules.TryGetValue(key, out value);

    /// <summary>An enumerator over names and modules.</summary>
    public IEnumerator<KeyValuePair<string, TModule>> GetEnumerator() => _modules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"ModuleDictionary of {_modules.Count}";
}
