using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Tests.Numerics;

/// <summary>Runs a function of lanes over arrays, in each width.</summary>
internal static unsafe class LaneMap
{
    public static readonly int[] Widths = [512, 256, 128, 0];

    /// <summary>F(x, y) for each pair in lanes of <paramref name="width"/> bits; 0 is the scalar.</summary>
    public static T[] Map<T, F>(int width, T[] x, T[] y)
        where T : unmanaged
        where F : ILaneFunction => width switch
        {
            512 => Map<Wide512<T>, T, F>(x, y),
            256 => Map<Wide256<T>, T, F>(x, y),
            128 => Map<Wide128<T>, T, F>(x, y),
            _ => Map<Scalar<T>, T, F>(x, y),
        };

    public static T[] Map<T, F>(int width, T[] x)
        where T : unmanaged
        where F : ILaneFunction => Map<T, F>(width, x, x);

    private static T[] Map<L, T, F>(T[] x, T[] y)
        where L : unmanaged, ILanes<L, T>
        where T : unmanaged
        where F : ILaneFunction
    {
        var result = new T[x.Length];
        fixed (T* px = x, py = y, pr = result)
        {
            int whole = x.Length - (x.Length % L.Count);
            Loop<L, T, F>(px, py, pr, whole);

            // The rest goes through a padded register, as in the library's loops.
            T* lastX = stackalloc T[L.Count], lastY = stackalloc T[L.Count], lastR = stackalloc T[L.Count];
            for (int i = whole; i < x.Length; i++)
                (lastX[i - whole], lastY[i - whole]) = (x[i], y[i]);
            Loop<L, T, F>(lastX, lastY, lastR, L.Count);
            for (int i = whole; i < x.Length; i++)
                result[i] = lastR[i - whole];
        }
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Loop<L, T, F>(T* x, T* y, T* result, int count)
        where L : unmanaged, ILanes<L, T>
        where T : unmanaged
        where F : ILaneFunction
    {
        for (int i = 0; i < count; i += L.Count)
            F.Of<L, T>(L.Load(x + i), L.Load(y + i)).Store(result + i);
    }
}
