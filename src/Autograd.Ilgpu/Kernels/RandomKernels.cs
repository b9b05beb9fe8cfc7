using Autograd.Numerics;
using Autograd.Numerics.Functions;
using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// Random numbers from the CPU's own generator, one thread a block of four words. A uniform or normal float and a Bernoulli number
/// take one word each, a double two, the upper half first.
/// </summary>
internal static class RandomKernels
{
    /// <summary>low + width · u for u in [0, 1) of 24 bits, at most <paramref name="highest"/>.</summary>
    public static void Uniform(Index1D at, Work work, ArrayView<KernelSingle> y, float low, float width, float highest, ulong seed, ulong stream)
    {
        int block = at;
        do
        {
            var words = Words(block, seed, stream);
            var first = 4L * block;
            Set(y, first, Between(words.X0, low, width, highest));
            Set(y, first + 1, Between(words.X1, low, width, highest));
            Set(y, first + 2, Between(words.X2, low, width, highest));
            Set(y, first + 3, Between(words.X3, low, width, highest));
        }
        while (work.Next(ref block));
    }

    /// <summary>low + width · u for u in [0, 1) of 53 bits, at most <paramref name="highest"/>.</summary>
    public static void UniformDouble(Index1D at, Work work, ArrayView<KernelDouble> y, double low, double width, double highest, ulong seed, ulong stream)
    {
        int block = at;
        do
        {
            var words = Words(block, seed, stream);
            var first = 2L * block;
            Set(y, first, Between(words.X0, words.X1, low, width, highest));
            Set(y, first + 1, Between(words.X2, words.X3, low, width, highest));
        }
        while (work.Next(ref block));
    }

    /// <summary>mean + deviation · z for z normal.</summary>
    public static void Normal(Index1D at, Work work, ArrayView<KernelSingle> y, float mean, float deviation, ulong seed, ulong stream)
    {
        int block = at;
        do
        {
            var words = Words(block, seed, stream);
            var first = 4L * block;
            var low = BoxMuller.Single(KernelSingle.Bits32(words.X0), KernelSingle.Bits32(words.X1));
            var high = BoxMuller.Single(KernelSingle.Bits32(words.X2), KernelSingle.Bits32(words.X3));
            var scale = new KernelSingle(deviation);
            var shift = new KernelSingle(mean);
            Set(y, first, (low.First * scale) + shift);
            Set(y, first + 1, (low.Second * scale) + shift);
            Set(y, first + 2, (high.First * scale) + shift);
            Set(y, first + 3, (high.Second * scale) + shift);
        }
        while (work.Next(ref block));
    }

    /// <summary>mean + deviation · z for z normal.</summary>
    public static void NormalDouble(Index1D at, Work work, ArrayView<KernelDouble> y, double mean, double deviation, ulong seed, ulong stream)
    {
        int block = at;
        do
        {
            var words = Words(block, seed, stream);
            var first = 2L * block;
            var pair = BoxMuller.Double(
                KernelDouble.Bits64(((ulong)words.X0 << 32) | words.X1), KernelDouble.Bits64(((ulong)words.X2 << 32) | words.X3));
            Set(y, first, (pair.First * new KernelDouble(deviation)) + new KernelDouble(mean));
            Set(y, first + 1, (pair.Second * new KernelDouble(deviation)) + new KernelDouble(mean));
        }
        while (work.Next(ref block));
    }

    /// <summary><paramref name="yes"/> where the upper 24 bits are below <paramref name="threshold"/>, 0 elsewhere.</summary>
    public static void Bernoulli<T>(Index1D at, Work work, ArrayView<T> y, uint threshold, T yes, ulong seed, ulong stream)
        where T : unmanaged
    {
        int block = at;
        do
        {
            var words = Words(block, seed, stream);
            var first = 4L * block;
            Set(y, first, words.X0 >> 8 < threshold ? yes : default);
            Set(y, first + 1, words.X1 >> 8 < threshold ? yes : default);
            Set(y, first + 2, words.X2 >> 8 < threshold ? yes : default);
            Set(y, first + 3, words.X3 >> 8 < threshold ? yes : default);
        }
        while (work.Next(ref block));
    }

    private static (uint X0, uint X1, uint X2, uint X3) Words(int block, ulong seed, ulong stream) =>
        Philox4x32.Block((uint)block, 0, (uint)stream, (uint)(stream >> 32), (uint)seed, (uint)(seed >> 32));

    private static KernelSingle Between(uint bits, float low, float width, float highest)
    {
        var value = (Philox4x32.ToUniform(bits) * width) + low;
        return new KernelSingle(value < highest ? value : highest);
    }

    private static KernelDouble Between(uint high, uint low, double from, double width, double highest)
    {
        var value = (Philox4x32.ToUniform(high, low) * width) + from;
        return new KernelDouble(value < highest ? value : highest);
    }

    private static void Set<T>(ArrayView<T> y, long place, T value)
        where T : unmanaged
    {
        if (place < y.Length)
            y[place] = value;
    }
}
