using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Benchmarks;

/// <summary>What the machine itself can do at this hour: the rates that the other figures are a share of.</summary>
internal static unsafe class Ceilings
{
    /// <summary>A stretch long enough for the clock to settle and short enough that the best of several escapes the neighbours.</summary>
    private const double StretchSeconds = 0.05;

    private const int Stretches = 6;

    /// <summary>Multiply-adds of the widest float32 register that do not wait for each other: latency times throughput is at most 10.</summary>
    private const int Chains = 12;

    /// <summary>Twice this per thread lies beyond every cache.</summary>
    private const int CopyBytes = 64 << 20;

    /// <summary>Float32 multiply-adds from registers alone, two operations each, in GFLOP/s over all <paramref name="threads"/>.</summary>
    public static double FmaGflops(int threads)
    {
        const int Steps = 1 << 16;
        double lanes = Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;
        return 2 * Steps * Chains * lanes / 1e9 * Rate(threads, () => static () => MultiplyAdds(Steps));
    }

    /// <summary>Bytes read and bytes written by copying beyond the caches, in GB/s over all <paramref name="threads"/>.</summary>
    public static double CopyGBps(int threads) => 2.0 * CopyBytes / 1e9 * Rate(threads, () =>
    {
        byte[] source = new byte[CopyBytes];
        byte[] target = new byte[CopyBytes];
        source.AsSpan().Fill(1);
        return () => source.CopyTo(target, 0);
    });

    /// <summary>Calls a second over all threads: the best of several stretches in which every thread is at work.</summary>
    private static double Rate(int threads, Func<Action> prepare)
    {
        double[] calls = new double[threads * Stretches];
        using Barrier barrier = new(threads);
        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(index => new Thread(() => Work(index)))];
        foreach (Thread thread in others)
        {
            thread.Start();
        }

        Work(0);
        foreach (Thread thread in others)
        {
            thread.Join();
        }

        return Enumerable.Range(0, Stretches).Max(stretch => calls.AsSpan(stretch * threads, threads).ToArray().Sum());

        void Work(int index)
        {
            Action call = prepare();
            call();
            for (int stretch = 0; stretch < Stretches; stretch++)
            {
                barrier.SignalAndWait();
                Stopwatch clock = Stopwatch.StartNew();
                int count = 0;
                do
                {
                    call();
                    count++;
                }
                while (clock.Elapsed.TotalSeconds < StretchSeconds);
                calls[(stretch * threads) + index] = count / clock.Elapsed.TotalSeconds;
            }
        }
    }

    private static void MultiplyAdds(int steps)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Consume(MultiplyAdds512(steps));
        }
        else
        {
            Consume(MultiplyAdds256(steps));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Consume<T>(T value) => _ = value;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector256<float> MultiplyAdds256(int steps)
    {
        Vector256<float> x = Vector256.Create(0.5f), y = Vector256.Create(0.25f);
        Vector256<float> c0 = x, c1 = x, c2 = x, c3 = x, c4 = x, c5 = x, c6 = x, c7 = x, c8 = x, c9 = x, c10 = x, c11 = x;
        for (int i = 0; i < steps; i++)
        {
            c0 = Vector256.FusedMultiplyAdd(c0, x, y);
            c1 = Vector256.FusedMultiplyAdd(c1, x, y);
            c2 = Vector256.FusedMultiplyAdd(c2, x, y);
            c3 = Vector256.FusedMultiplyAdd(c3, x, y);
            c4 = Vector256.FusedMultiplyAdd(c4, x, y);
            c5 = Vector256.FusedMultiplyAdd(c5, x, y);
            c6 = Vector256.FusedMultiplyAdd(c6, x, y);
            c7 = Vector256.FusedMultiplyAdd(c7, x, y);
            c8 = Vector256.FusedMultiplyAdd(c8, x, y);
            c9 = Vector256.FusedMultiplyAdd(c9, x, y);
            c10 = Vector256.FusedMultiplyAdd(c10, x, y);
            c11 = Vector256.FusedMultiplyAdd(c11, x, y);
        }

        return c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector512<float> MultiplyAdds512(int steps)
    {
        Vector512<float> x = Vector512.Create(0.5f), y = Vector512.Create(0.25f);
        Vector512<float> c0 = x, c1 = x, c2 = x, c3 = x, c4 = x, c5 = x, c6 = x, c7 = x, c8 = x, c9 = x, c10 = x, c11 = x;
        for (int i = 0; i < steps; i++)
        {
            c0 = Vector512.FusedMultiplyAdd(c0, x, y);
            c1 = Vector512.FusedMultiplyAdd(c1, x, y);
            c2 = Vector512.FusedMultiplyAdd(c2, x, y);
            c3 = Vector512.FusedMultiplyAdd(c3, x, y);
            c4 = Vector512.FusedMultiplyAdd(c4, x, y);
            c5 = Vector512.FusedMultiplyAdd(c5, x, y);
            c6 = Vector512.FusedMultiplyAdd(c6, x, y);
            c7 = Vector512.FusedMultiplyAdd(c7, x, y);
            c8 = Vector512.FusedMultiplyAdd(c8, x, y);
            c9 = Vector512.FusedMultiplyAdd(c9, x, y);
            c10 = Vector512.FusedMultiplyAdd(c10, x, y);
            c11 = Vector512.FusedMultiplyAdd(c11, x, y);
        }

        return c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11;
    }
}
