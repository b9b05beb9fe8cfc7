using System.Collections;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// The lengths of a Variable's axes, immutable. Write <c>[3, 4]</c> wherever a shape is asked for; <c>[]</c> is a scalar's.
/// </summary>
/// <remarks>
/// Shapes are interned, so a training step that meets the same shapes again makes no new ones, and equal shapes are nearly
/// always the same object.
/// </remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    /// <summary>The most axes a Variable can have.</summary>
    public const int MaxRank = 16;

    /// <summary>Beyond this many distinct shapes new ones are made afresh: a bound on memory, not on use.</summary>
    private const int InternLimit = 1 << 16;

    private static readonly ConcurrentDictionary<Shape, Shape> Interned = new(Comparer.Instance);
    private static readonly ConcurrentDictionary<Shape, Shape>.AlternateLookup<ReadOnlySpan<int>> BySpan =
        Interned.GetAlternateLookup<ReadOnlySpan<int>>();

    private readonly int[] _lengths;
    private readonly int _hash;

    private Shape(int[] lengths)
    {
        _lengths = lengths;
        var strides = new long[lengths.Length];
        long count = 1;
        for (var axis = lengths.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = count;
            count *= lengths[axis];
        }

        _hash = Comparer.Hash(lengths);
        Count = count;
        RowMajor = Strides.Create(strides);
    }

    /// <summary>The shape of a scalar, no axes.</summary>
    public static Shape Scalar { get; } = Create([]);

    /// <summary>The number of axes.</summary>
    public int Rank => _lengths.Length;

    /// <summary>The number of elements, the product of the lengths; 1 for a scalar.</summary>
    public long Count { get; }

    /// <summary>The lengths, without a copy.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    int IReadOnlyCollection<int>.Count => _lengths.Length;

    /// <summary>The strides of a contiguous array of this shape.</summary>
    internal Strides RowMajor { get; }

    /// <summary>The operation that expands to this shape, kept here because broadcasting asks for it all the time.</summary>
    internal ExpandOp ExpandTo => field ??= new ExpandOp(this);

    /// <summary>The operation that reshapes to this shape.</summary>
    internal ReshapeOp ReshapeTo => field ??= new ReshapeOp(this);

    /// <summary>The length of an axis.</summary>
    /// <param name="axis">The axis, 0 the outermost.</param>
    public int this[int axis] => _lengths[axis];

    /// <summary>The length of an axis, <c>^1</c> the innermost.</summary>
    /// <param name="axis">The axis, from either end.</param>
    public int this[Index axis] => _lengths[axis.GetOffset(_lengths.Length)];

    /// <summary>A shape of the given lengths.</summary>
    /// <param name="lengths">One non-negative length an axis.</param>
    /// <exception cref="ArgumentException">A negative length, more than <see cref="MaxRank"/> axes, or too many elements.</exception>
    public static Shape Create(ReadOnlySpan<int> lengths)
    {
        if (BySpan.TryGetValue(lengths, out var known))
            return known;
        if (lengths.Length > MaxRank)
            throw Errors.Argument("shape", $"{lengths.Length} axes are more than {MaxRank}", "merge axes with Reshape");
        long count = 1;
        var empty = false;
        foreach (var length in lengths)
        {
            if (length < 0)
                throw Errors.Argument("shape", $"the length {length} in [{string.Join(", ", lengths.ToArray())}] is negative", "use lengths of 0 or more");
            empty |= length == 0;
        }

        foreach (var length in lengths)
        {
            if (!empty && count > long.MaxValue / 16 / length)
                throw Errors.Argument("shape", $"[{string.Join(", ", lengths.ToArray())}] has more elements than a 64-bit count holds", "split the data");
            count *= length;
        }

        var made = new Shape(lengths.ToArray());
        return Interned.Count < InternLimit ? Interned.GetOrAdd(made, made) : made;
    }

    /// <summary>A shape of the given lengths.</summary>
    /// <param name="lengths">One non-negative length an axis.</param>
    public static implicit operator Shape(int[] lengths) => Create(lengths);

    /// <summary>Whether two shapes have the same lengths.</summary>
    public static bool operator ==(Shape? a, Shape? b) => ReferenceEquals(a, b) || (a is not null && a.Equals(b));

    /// <summary>Whether two shapes differ in a length.</summary>
    public static bool operator !=(Shape? a, Shape? b) => !(a == b);

    /// <inheritdoc/>
    public bool Equals(Shape? other) =>
        ReferenceEquals(this, other) || (other is not null && _lengths.AsSpan().SequenceEqual(other._lengths));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The lengths in brackets, <c>[3, 4]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", _lengths)}]";

    /// <summary>An enumerator over the lengths.</summary>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_lengths).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _lengths.GetEnumerator();

    private sealed class Comparer : IEqualityComparer<Shape>, IAlternateEqualityComparer<ReadOnlySpan<int>, Shape>
    {
        public static readonly Comparer Instance = new();

        public static int Hash(ReadOnlySpan<int> lengths)
        {
            var hash = (uint)lengths.Length;
            foreach (var length in lengths)
                hash = (hash ^ (uint)length) * 0x9E3779B1u;
            return (int)(hash ^ (hash >> 15));
        }

        public bool Equals(Shape? x, Shape? y) => x == y;

        public int GetHashCode(Shape shape) => shape._hash;

        public bool Equals(ReadOnlySpan<int> alternate, Shape other) => alternate.SequenceEqual(other._lengths);

        public int GetHashCode(ReadOnlySpan<int> alternate) => Hash(alternate);

        public Shape Create(ReadOnlySpan<int> alternate) => new(alternate.ToArray());
    }
}
