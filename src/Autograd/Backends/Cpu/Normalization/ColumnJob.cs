using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>
/// Channels of a batch without inner axis, [batch, channels]: lanes hold neighbouring channels, as many as there are lanes in a chunk,
/// and go down the batch.
/// </summary>
internal unsafe struct ColumnJob<T, TLanes> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    public ChannelArguments<T> Arguments;
    public ColumnPass Pass;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int first = chunk * TLanes.Count;
        int columns = Math.Min(TLanes.Count, Arguments.Channels - first);
        switch (Pass)
        {
            case ColumnPass.Moments:
                Moments(first, columns);
                break;
            case ColumnPass.Forward:
                Forward(first, columns);
                break;
            default:
                Backward(first, columns);
                break;
        }
    }

    [SkipLocalsInit]
    private readonly void Moments(int first, int columns)
    {
        double* sums = stackalloc double[LaneTail.MostLanes];
        T* x = Arguments.X + first;
        LaneSums<T, TLanes>.Down(x, x, Arguments.Channels, Arguments.Batch, columns, default(ValueTerm<TLanes>), sums);
        Means(sums, columns, Arguments.Means + first);
        SquareTerm<TLanes> squares = new(LaneTail.Load<T, TLanes>(Arguments.Means + first, columns));
        LaneSums<T, TLanes>.Down(x, x, Arguments.Channels, Arguments.Batch, columns, squares, sums);
        Means(sums, columns, Arguments.Variances + first);
    }

    private readonly void Means(double* sums, int columns, T* means)
    {
        for (int i = 0; i < columns; i++)
        {
            means[i] = T.CreateTruncating(sums[i] / Arguments.Batch);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Forward(int first, int columns)
    {
        Statistics(first, columns, out TLanes mean, out TLanes rstd);
        TLanes weight = Arguments.Weight == null ? TLanes.One : LaneTail.Load<T, TLanes>(Arguments.Weight + first, columns);
        TLanes bias = Arguments.Bias == null ? TLanes.Zero : LaneTail.Load<T, TLanes>(Arguments.Bias + first, columns);
        for (int row = 0; row < Arguments.Batch; row++)
        {
            nint place = ((nint)row * Arguments.Channels) + first;
            TLanes x = Load(Arguments.X + place, columns);
            Store(Arguments.Y + place, TLanes.MultiplyAdd((x - mean) * rstd, weight, bias), columns);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Backward(int first, int columns)
    {
        double* plain = stackalloc double[LaneTail.MostLanes];
        double* products = stackalloc double[LaneTail.MostLanes];
        T* means = stackalloc T[2 * LaneTail.MostLanes];
        Statistics(first, columns, out TLanes mean, out TLanes rstd);
        T* x = Arguments.X + first;
        T* dy = Arguments.Dy + first;
        LaneSums<T, TLanes>.Down(dy, dy, Arguments.Channels, Arguments.Batch, columns, default(ValueTerm<TLanes>), plain);
        LaneSums<T, TLanes>.Down(x, dy, Arguments.Channels, Arguments.Batch, columns, new ProductTerm<TLanes>(mean, rstd), products);
        for (int i = 0; i < columns; i++)
        {
            double channelWeight = Arguments.Weight == null ? 1 : double.CreateTruncating(Arguments.Weight[first + i]);
            means[i] = T.CreateTruncating(Strong.Of(plain[i], channelWeight) / Arguments.Batch);
            means[LaneTail.MostLanes + i] = T.CreateTruncating(Strong.Of(products[i], channelWeight) / Arguments.Batch);
            if (Arguments.DBias != null)
            {
                Arguments.DBias[first + i] = T.CreateTruncating(plain[i]);
            }

            if (Arguments.DWeight != null)
            {
                Arguments.DWeight[first + i] = T.CreateTruncating(products[i]);
            }
        }

        if (Arguments.Dx == null)
        {
            return;
        }

        TLanes one = Arguments.AreMoments ? LaneTail.Load<T, TLanes>(means, columns) : TLanes.Zero;
        TLanes two = Arguments.AreMoments ? LaneTail.Load<T, TLanes>(means + LaneTail.MostLanes, columns) : TLanes.Zero;
        TLanes weight = Arguments.Weight == null ? TLanes.One : LaneTail.Load<T, TLanes>(Arguments.Weight + first, columns);
        for (int row = 0; row < Arguments.Batch; row++)
        {
            nint place = (nint)row * Arguments.Channels;
            TLanes normal = (Load(x + place, columns) - mean) * rstd;
            TLanes g = Strong.Product(Load(dy + place, columns), weight);
            Store(Arguments.Dx + first + place, Strong.Product(g - one - Strong.Product(two, normal), rstd), columns);
        }
    }

    [SkipLocalsInit]
    private readonly void Statistics(int first, int columns, out TLanes mean, out TLanes rstd)
    {
        T* rstds = stackalloc T[LaneTail.MostLanes];
        for (int i = 0; i < columns; i++)
        {
            rstds[i] = ChannelNormalization.Reciprocal(Arguments.Variances[first + i], Arguments.Epsilon);
        }

        mean = LaneTail.Load<T, TLanes>(Arguments.Means + first, columns);
        rstd = LaneTail.Load<T, TLanes>(rstds, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Load(T* source, int columns) => columns == TLanes.Count ? TLanes.Load(source) : LaneTail.Load<T, TLanes>(source, columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* target, TLanes value, int columns)
    {
        if (columns == TLanes.Count)
        {
            value.Store(target);
        }
        else
        {
            LaneTail.Store(target, value, columns);
        }
    }
}
