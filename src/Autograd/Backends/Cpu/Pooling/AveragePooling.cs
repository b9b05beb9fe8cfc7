using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Loops;

namespace Autograd.Backends.Cpu.Pooling;

/// <summary>Averages over the windows of each plane, and their transpose. A window's rows are summed first, a register at a time, then its columns.</summary>
internal static unsafe class AveragePooling
{
    /// <summary>Elements touched that make a chunk worth handing to a thread.</summary>
    private const long ChunkWork = 1 << 14;

    /// <summary>Averages all planes.</summary>
    public static void Run<T>(T* x, T* y, int planes, in PoolingWindows rows, in PoolingWindows columns)
        where T : unmanaged, INumber<T>
    {
        if (planes == 0)
            return;
        AveragePoolJob<T> job;
        job.Rows = rows;
        job.Columns = columns;
        job.X = x;
        job.Y = y;
        job.Planes = planes;
        job.PlanesInChunk = PlanesInChunk(planes, in rows, in columns);
        WorkerPool.For((planes + job.PlanesInChunk - 1) / job.PlanesInChunk, in job);
    }

    /// <summary>The gradient of all planes.</summary>
    public static void Gradient<T>(T* dy, T* dx, int planes, in PoolingWindows rows, in PoolingWindows columns)
        where T : unmanaged, INumber<T>
    {
        if (planes == 0)
            return;
        AveragePoolGradientJob<T> job;
        job.Rows = rows;
        job.Columns = columns;
        job.Dy = dy;
        job.Dx = dx;
        job.Planes = planes;
        job.PlanesInChunk = PlanesInChunk(planes, in rows, in columns);
        WorkerPool.For((planes + job.PlanesInChunk - 1) / job.PlanesInChunk, in job);
    }

    /// <summary>sum += term.</summary>
    [MethodImpl(Hot.Loop)]
    public static void Add<T>(T* term, T* sum, int count)
        where T : unmanaged, INumber<T>
    {
        var i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.Load(sum + i) + Vector.Load(term + i)).Store(sum + i);
        for (; i < count; i++)
            sum[i] += term[i];
    }

    /// <summary>y = sum / (scale · divisors).</summary>
    [MethodImpl(Hot.Loop)]
    public static void Divide<T>(T* sum, T* divisors, T scale, T* y, int count)
        where T : unmanaged, INumber<T>
    {
        var i = 0;
        var scales = new Vector<T>(scale);
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
            (Vector.Load(sum + i) / (scales * Vector.Load(divisors + i))).Store(y + i);
        for (; i < count; i++)
            y[i] = sum[i] / (scale * divisors[i]);
    }

    /// <summary>The divisors of an axis as elements.</summary>
    public static void Divisors<T>(in PoolingWindows windows, T* divisors)
        where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < windows.Count; i++)
            divisors[i] = T.CreateTruncating(windows.Divisor(i));
    }

    private static int PlanesInChunk(int planes, in PoolingWindows rows, in PoolingWindows columns)
    {
        var touched = rows.IsRegular ? (long)rows.Count * rows.Size : rows.Length + rows.Count;
        return (int)Math.Clamp(ChunkWork / Math.Max(1, touched * columns.Length), 1, planes);
    }
}
