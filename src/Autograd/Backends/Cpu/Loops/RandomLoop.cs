using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// Fills with numbers of a <see cref="Philox4x32"/> stream. A uniform or normal float takes one word of it, a double two, the upper
/// half first; a Bernoulli number takes one whatever its type, so that masks agree between precisions.
/// </summary>
internal unsafe struct RandomLoop<T> : IParallelBody
    where T : unmanaged
{
    /// <summary>Elements of a chunk, a multiple of what a block of four words makes.</summary>
    private const int Chunk = 8192;

    /// <summary>Words at a time.</summary>
    private const int Words = 1024;

    private readonly T* _y;
    private readonly long _count;
    private readonly RandomDistribution _distribution;
    private readonly double _a;
    private readonly double _b;
    private readonly RandomKey _key;

    private RandomLoop(in TensorView y, RandomDistribution distribution, double a, double b, RandomKey key)
    {
        _y = ((CpuStorage)y.Storage).Pointer<T>() + y.Offset;
        _count = y.Shape.Count;
        _distribution = distribution;
        _a = a;
        _b = b;
        _key = key;
    }

    public static void Run(in TensorView y, RandomDistribution distribution, double a, double b, RandomKey key)
    {
        var loop = new RandomLoop<T>(y, distribution, a, b, key);
        WorkerPool.For((int)((loop._count + Chunk - 1) / Chunk), in loop);
    }

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        var first = (long)chunk * Chunk;
        var part = new Span<T>(_y + first, (int)Math.Min(Chunk, _count - first));
        if (_distribution == RandomDistribution.Bernoulli)
            Bernoulli(part, first);
        else if (typeof(T) == typeof(float))
            FillFloats(Reinterpret<float>(part), first);
        else if (typeof(T) == typeof(double))
            FillDoubles(Reinterpret<double>(part), first);
    }

    private static Span<TAs> Reinterpret<TAs>(Span<T> part)
        where TAs : unmanaged => MemoryMarshal.Cast<T, TAs>(part);

    [MethodImpl(Hot.Loop)]
    private readonly void FillFloats(Span<float> part, long first)
    {
        if (_distribution == RandomDistribution.Normal)
        {
            NormalFill.Fill(part, _key.Seed, _key.Stream, (ulong)first / 4);
            var mean = (float)_a;
            var deviation = (float)_b;
            for (var i = 0; i < part.Length; i++)
                part[i] = (part[i] * deviation) + mean;
            return;
        }

        // The bits are drawn into the result itself.
        var bits = MemoryMarshal.Cast<float, uint>(part);
        Philox4x32.Fill(bits, _key.Seed, _key.Stream, (ulong)first / 4);
        var low = (float)_a;
        var width = (float)(_b - _a);

        // Rounding must not reach the upper end, which is not among the numbers.
        var highest = _b > _a ? MathF.BitDecrement((float)_b) : low;
        var lanes = MemoryMarshal.Cast<float, Vector<float>>(part);
        for (var i = 0; i < lanes.Length; i++)
        {
            var uniform = Vector.ConvertToSingle((lanes[i].As<float, uint>() >>> 8).As<uint, int>()) * (1f / (1 << 24));
            lanes[i] = Vector.Min((uniform * width) + new Vector<float>(low), new Vector<float>(highest));
        }

        for (var place = lanes.Length * Vector<float>.Count; place < part.Length; place++)
            part[place] = Math.Min((Philox4x32.ToUniform(bits[place]) * width) + low, highest);
    }

    [MethodImpl(Hot.Loop)]
    private readonly void FillDoubles(Span<double> part, long first)
    {
        if (_distribution == RandomDistribution.Normal)
        {
            NormalFill.Fill(part, _key.Seed, _key.Stream, (ulong)first / 2);
            for (var i = 0; i < part.Length; i++)
                part[i] = (part[i] * _b) + _a;
            return;
        }

        var words = MemoryMarshal.Cast<double, uint>(part);
        Philox4x32.Fill(words, _key.Seed, _key.Stream, (ulong)first / 2);
        var highest = _b > _a ? Math.BitDecrement(_b) : _a;
        for (var i = 0; i < part.Length; i++)
            part[i] = Math.Min((Philox4x32.ToUniform(words[2 * i], words[(2 * i) + 1]) * (_b - _a)) + _a, highest);
    }

    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    private readonly void Bernoulli(Span<T> part, long first)
    {
        // u < p for u of 24 bits, asked of the integers.
        var threshold = (uint)Math.Ceiling(Math.Clamp(_a, 0, 1) * (1 << 24));
        var yes = Conversion.Convert<double, T>(_b);
        var words = stackalloc uint[Words];
        for (var done = 0; done < part.Length; done += Words)
        {
            var some = part.Slice(done, Math.Min(Words, part.Length - done));
            Philox4x32.Fill(new Span<uint>(words, some.Length), _key.Seed, _key.Stream, (ulong)(first + done) / 4);
            for (var i = 0; i < some.Length; i++)
            {
                // All ones where the difference is negative: a branch would be guessed wrong half the time.
                var mask = ((long)(words[i] >> 8) - threshold) >> 63;
                some[i] = Masked(yes, mask);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Masked(T value, long mask)
    {
        if (sizeof(T) == 8)
            return Unsafe.BitCast<long, T>(Unsafe.BitCast<T, long>(value) & mask);
        if (sizeof(T) == 4)
            return Unsafe.BitCast<int, T>(Unsafe.BitCast<T, int>(value) & (int)mask);
        return Unsafe.BitCast<byte, T>((byte)(Unsafe.BitCast<T, byte>(value) & mask));
    }
}
