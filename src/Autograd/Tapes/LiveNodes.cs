using Autograd.Backends;

namespace Autograd.Tapes;

/// <summary>Looks up what the tapes of the logical call keep alive, for errors about memory.</summary>
internal static class LiveNodes
{
    /// <summary>The recorded results that take most of a device's memory, the largest first; a storage counts for who made it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<(string Text, long Bytes)> Largest(Device device, int most)
    {
        var seen = new HashSet<Storage>(ReferenceEqualityComparer.Instance);
        var found = new List<(string Text, long Bytes)>();
        for (var arena = Arena.Current; arena is not null; arena = arena.Parent)
        {
            if (arena is not Tape { IsDisposed: false } tape)
                continue;
            for (var i = 0; i < tape.NodeCount; i++)
            {
                var node = tape.Node(i);
                for (var output = 0; output < node.OutputCount; output++)
                {
                    if (node.Output(output) is { IsReleased: false } value && value.Device == device && seen.Add(value.Storage))
                        found.Add((Describe(node, value), value.Storage.Bytes));
                }
            }
        }

        found.Sort(static (a, b) => b.Bytes.CompareTo(a.Bytes));
        return found.Count <= most ? found : found.GetRange(0, most);
    }

    private static string Describe(TapeNode node, Variable value)
    {
        var name = node.Operation?.Name ?? (value.Holder is { } holder ? $"leaf {holder.Path}" : "leaf");
        return $"{name} {value.Shape} {value.DType.Name()}{node.Origin}";
    }
}
