using System.Collections;

namespace Autograd.NN;

/// <summary>Modules one after the other, named 0, 1, …: y = fₙ(… f₁(f₀(x))).</summary>
public sealed class Sequential : Module, IReadOnlyList<Module>
{
    private readonly List<Module> _layers = [];

    /// <summary>Makes a chain.</summary>
    /// <param name="layers">Modules without a parent.</param>
    public Sequential(params IEnumerable<Module> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (var layer in layers)
            Add(layer);
    }

    /// <summary>The number of layers.</summary>
    public int Count => _layers.Count;

    /// <summary>A layer by its place.</summary>
    /// <param name="index">The place, from 0.</param>
    public Module this[int index] => _layers[index];

    /// <summary>Appends a layer.</summary>
    /// <param name="layer">A module without a parent.</param>
    /// <exception cref="ArgumentException">The layer has a parent, or contains this chain.</exception>
    public void Add(Module layer) => _layers.Add(Add($"{_layers.Count}", layer));

    /// <summary>An enumerator over the layers.</summary>
    public IEnumerator<Module> GetEnumerator() => _layers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    protected override Variable Forward(Variable input)
    {
        var value = input;
        Module? maker = null;
        foreach (var layer in _layers)
        {
            var next = layer.Call(value);

            // What passed from one layer of the framework's own to the next is seen by nobody else, unless a hook looks: it need not wait for the
            // tape's end.
            var isPassedOn = ReferenceEquals(value.Storage, input.Storage) || ReferenceEquals(value.Storage, next.Storage);
            if (maker is not null && !isPassedOn && KeepsNothing(maker) && KeepsNothing(layer))
                value.MarkUnseen();
            (value, maker) = (next, layer);
        }

        return value;
    }

    private static bool KeepsNothing(Module layer) =>
        layer.Children.Count == 0 && !layer.HasHooks && layer.GetType().Assembly == typeof(Sequential).Assembly;
}
