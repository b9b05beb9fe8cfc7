using System.Buffers;

namespace Autograd.NN;

/// <summary>Copies chosen rows of a data set on the CPU into a batch on any device.</summary>
internal static class RowCopy
{
    /// <summary>target[i] = source[rows[i]].</summary>
    public static void Copy(Variable source, ReadOnlySpan<int> rows, Variable target)
    {
        switch (source.DType)
        {
            case DType.Float32:
                Copy<float>(source, rows, target);
                break;
            case DType.Float64:
                Copy<double>(source, rows, target);
                break;
            case DType.Int32:
                Copy<int>(source, rows, target);
                break;
            case DType.Int64:
                Copy<long>(source, rows, target);
                break;
            case DType.Float16:
                Copy<Half>(source, rows, target);
                break;
            case DType.BFloat16:
                Copy<BFloat16>(source, rows, target);
                break;
            default:
                Copy<bool>(source, rows, target);
                break;
        }
    }

    private static void Copy<T>(Variable source, ReadOnlySpan<int> rows, Variable target)
        where T : unmanaged
    {
        var elements = source.AsSpan<T>();
        var length = checked((int)(source.Count / Math.Max(1, source.Shape[0])));
        if (target.Device == Device.Cpu)
        {
            Gather(elements, rows, target.BeginUpdate<T>("DataLoader"), length);
            return;
        }

        var gathered = ArrayPool<T>.Shared.Rent(rows.Length * length);
        var whole = gathered.AsSpan(0, rows.Length * length);
        Gather(elements, rows, whole, length);
        target.CopyFrom<T>(whole);
        ArrayPool<T>.Shared.Return(gathered);
    }

    private static void Gather<T>(ReadOnlySpan<T> source, ReadOnlySpan<int> rows, Span<T> target, int length)
    {
        for (var i = 0; i < rows.Length; i++)
            source.Slice(rows[i] * length, length).CopyTo(target[(i * length)..]);
    }
}
