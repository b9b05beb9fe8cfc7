using System.Text;
using Autograd.Ops;
using Autograd.Tapes;

namespace Autograd;

/// <summary>
/// A source of reproducible random numbers. It only hands out keys of substreams; the numbers come from the counter-based
/// Philox 4×32-10, so they do not depend on device, thread count or what else is drawn.
/// </summary>
/// <remarks>
/// Fork one for each part of a program by name: <c>new RandomGenerator(seed).Fork("encoder.dropout")</c> draws the same
/// numbers whatever the other parts draw.
/// </remarks>
public sealed class RandomGenerator
{
    private readonly ulong _seed;
    private readonly ulong _path;
    private long _drawn;

    /// <summary>Creates a generator.</summary>
    /// <param name="seed">The same seed gives the same numbers.</param>
    public RandomGenerator(ulong seed)
        : this(seed, 0)
    {
    }

    /// <summary>A generator as it was saved.</summary>
    internal RandomGenerator(ulong seed, ulong path, long position = 0)
    {
        _seed = seed;
        _path = path;
        _drawn = position;
    }

    /// <summary>The generator used where none is given. Work on several threads that must be reproducible uses its own.</summary>
    public static RandomGenerator Shared { get; private set; } = new(0);

    /// <summary>How many substreams were handed out: saved with a checkpoint, restored to go on as before.</summary>
    public long Position
    {
        get => Volatile.Read(ref _drawn);
        set => Volatile.Write(ref _drawn, value);
    }

    /// <summary>All that the numbers to come depend on, for checkpoints.</summary>
    internal (ulong Seed, ulong Path, long Position) State => (_seed, _path, Position);

    /// <summary>Starts the shared generator anew.</summary>
    /// <param name="seed">The seed.</param>
    public static void SetSharedSeed(ulong seed) => Shared = new RandomGenerator(seed);

    /// <summary>An independent generator of the same seed, named by a path.</summary>
    /// <param name="name">A name, unique among the forks.</param>
    public RandomGenerator Fork(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        // FNV-1a over the name's UTF-8 bytes: short, fixed for ever, and mixed again by Philox itself.
        var hash = 14695981039346656037ul ^ Mix(_path + 1);
        foreach (var b in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ b) * 1099511628211ul;
        return new RandomGenerator(_seed, Mix(hash));
    }

    /// <summary>The next substream's key. Inside a checkpointed function's second run, the keys of the first come again.</summary>
    public RandomKey Next() => RandomLog.Current?.Next(this) ?? Draw();

    /// <summary>A key that nobody has drawn before.</summary>
    internal RandomKey Draw() => new(_seed, Mix(_path ^ Mix((ulong)Interlocked.Increment(ref _drawn))));

    /// <summary>SplitMix64's finaliser: a bijection, so distinct counters never share a stream.</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ul;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBul;
        return z ^ (z >> 31);
    }
}
