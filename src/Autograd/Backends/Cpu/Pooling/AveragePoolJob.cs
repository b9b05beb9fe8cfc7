using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Convolution;
using Autograd.Backends.Cpu.Loops;

namespace Autograd.Backends.Cpu.Pooling;

/// <summary>Averages some planes a chunk.</summary>
internal unsafe struct AveragePoolJob<T> : IParallelBody
    where T : unmanaged, INumber<T>
{
    /// <summary>From so many windows in a row on they are summed side by side, a tap of all at a time.</summary>
    private const int ManyWindows = 8;

    public PoolingWindows Rows;
    public PoolingWindows Columns;
    public T* X;
    public T* Y;
    public int Planes;
    public int PlanesInChunk;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        nint width = Columns.Length;
        nint count = Columns.Count;
        var divisors = (T*)ConvolutionScratch.Local((width + (3 * count)) * sizeof(T));
        var sums = divisors + count;
        var tap = sums + count;
        var row = tap + count;
        AveragePooling.Divisors(in Columns, divisors);
        var end = Math.Min(Planes, (chunk + 1) * PlanesInChunk);
        for (var plane = chunk * PlanesInChunk; plane < end; plane++)
        {
            var x = X + (plane * Rows.Length * width);
            var y = Y + (plane * Rows.Count * count);
            for (var i = 0; i < Rows.Count; i++)
            {
                var first = Rows.Start(i);
                Unsafe.CopyBlockUnaligned(row, x + (first * width), (uint)(width * sizeof(T)));
                for (var h = first + 1; h < Rows.End(i); h++)
                    AveragePooling.Add(x + (h * width), row, (int)width);
                if (Columns.IsRegular && count >= ManyWindows)
                    SumTaps(row, tap, sums);
                else
                    SumWindows(row, sums);
                AveragePooling.Divide(sums, divisors, T.CreateTruncating(Rows.Divisor(i)), y + (i * count), (int)count);
            }
        }
    }

    private readonly void SumTaps(T* row, T* tap, T* sums)
    {
        for (var k = 0; k < Columns.Size; k++)
        {
            PlaneStaging<T>.Row(row, Columns.Length, k - Columns.Padding, Columns.Stride, Columns.Count, default, k == 0 ? sums : tap);
            if (k > 0)
                AveragePooling.Add(tap, sums, Columns.Count);
        }
    }

    [MethodImpl(Hot.Loop)]
    private readonly void SumWindows(T* row, T* sums)
    {
        for (var j = 0; j < Columns.Count; j++)
        {
            var end = Columns.End(j);
            var sum = T.Zero;
            for (var w = Columns.Start(j); w < end; w++)
                sum += row[w];
            sums[j] = sum;
        }
    }
}
