using System.Collections.Concurrent;

namespace Autograd;

/// <summary>
/// How many elements of the storage lie between neighbours along each axis, immutable and interned like shapes.
/// A stride of 0 repeats one element (a broadcast axis); strides are never negative.
/// </summary>
public sealed class Strides : IEquatable<Strides>
{
    private const int InternLimit = 1 << 16;

    private static readonly ConcurrentDictionary<Strides, Strides> Interned = new(Comparer.Instance);
    private static readonly ConcurrentDictionary<Strides, Strides>.AlternateLookup<ReadOnlySpan<long>> BySpan =
        Interned.GetAlternateLookup<ReadOnlySpan<long>>();

    private readonly long[] _steps;

    private Strides(long[] steps) => _steps = steps;

    /// <summary>The steps in elements, one an axis.</summary>
    public ReadOnlySpan<long> Steps => _steps;

    /// <summary>The step along an axis.</summary>
    /// <param name="axis">The axis, 0 the outermost.</param>
    public long this[int axis] => _steps[axis];

    /// <inheritdoc/>
    public bool Equals(Strides? other) =>
        ReferenceEquals(this, other) || (other is not null && _steps.AsSpan().SequenceEqual(other._steps));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Strides);

    /// <inheritdoc/>
    public override int GetHashCode() => Comparer.Hash(_steps);

    /// <summary>The steps in brackets, <c>[4, 1]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", _steps)}]";

    internal static Strides Create(ReadOnlySpan<long> steps)
    {
        if (BySpan.TryGetValue(steps, out var known))
            return known;
        var made = new Strides(steps.ToArray());
        return Interned.Count < InternLimit ? Interned.GetOrAdd(made, made) : made;
    }

    private sealed class Comparer : IEqualityComparer<Strides>, IAlternateEqualityComparer<ReadOnlySpan<long>, Strides>
    {
        public static readonly Comparer Instance = new();

        public static int Hash(ReadOnlySpan<long> steps)
        {
            var hash = (ulong)steps.Length;
            foreach (var step in steps)
                hash = (hash ^ (ulong)step) * 0x9E3779B97F4A7C15ul;
            return (int)(hash >> 32);
        }

        public bool Equals(Strides? x, Strides? y) => x is not null && x.Equals(y);

        public int GetHashCode(Strides strides) => Hash(strides._steps);

        public bool Equals(ReadOnlySpan<long> alternate, Strides other) => alternate.SequenceEqual(other._steps);

        public int GetHashCode(ReadOnlySpan<long> alternate) => Hash(alternate);

        public Strides Create(ReadOnlySpan<long> alternate) => new(alternate.ToArray());
    }
}
