using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Convolution;
using Autograd.Backends.Cpu.Loops;

namespace Autograd.Backends.Cpu.Pooling;

/// <summary>The gradient of averages, some planes a chunk: a row of dy is spread over the columns once and added to each row of its windows.</summary>
internal unsafe struct AveragePoolGradientJob<T> : IParallelBody
    where T : unmanaged, INumber<T>
{
    public PoolingWindows Rows;
    public PoolingWindows Columns;
    public T* Dy;
    public T* Dx;
    public int Planes;
    public int PlanesInChunk;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        nint width = Columns.Length;
        nint count = Columns.Count;
        var divisors = (T*)ConvolutionScratch.Local((width + (2 * count)) * sizeof(T));
        var shares = divisors + count;
        var row = shares + count;
        AveragePooling.Divisors(in Columns, divisors);
        var end = Math.Min(Planes, (chunk + 1) * PlanesInChunk);
        for (var plane = chunk * PlanesInChunk; plane < end; plane++)
        {
            var dy = Dy + (plane * Rows.Count * count);
            var dx = Dx + (plane * Rows.Length * width);
            new Span<T>(dx, checked((int)(Rows.Length * width))).Clear();
            for (var i = 0; i < Rows.Count; i++)
            {
                AveragePooling.Divide(dy + (i * count), divisors, T.CreateTruncating(Rows.Divisor(i)), shares, (int)count);
                Spread(shares, row);
                for (var h = Rows.Start(i); h < Rows.End(i); h++)
                    AveragePooling.Add(row, dx + (h * width), (int)width);
            }
        }
    }

    [MethodImpl(Hot.Loop)]
    private readonly void Spread(T* shares, T* row)
    {
        new Span<T>(row, Columns.Length).Clear();
        for (var j = 0; j < Columns.Count; j++)
        {
            var end = Columns.End(j);
            var share = shares[j];
            for (var w = Columns.Start(j); w < end; w++)
                row[w] += share;
        }
    }
}
