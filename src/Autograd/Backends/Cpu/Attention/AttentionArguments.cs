namespace Autograd.Backends.Cpu.Attention;

/// <summary>The arrays of attention; each pass reads or writes its part of them.</summary>
internal unsafe struct AttentionArguments<T>
    where T : unmanaged
{
    public int Batch;
    public int Heads;

    /// <summary>Heads of keys and values, a divisor of the heads.</summary>
    public int SharedHeads;

    public int Queries;
    public int Keys;
    public int Features;
    public int ValueFeatures;
    public AttentionAttributes Attributes;
    public HeadView<T> Q;
    public HeadView<T> K;
    public HeadView<T> V;

    /// <summary>What is added to the products; its start is null without.</summary>
    public HeadView<T> Addend;

    /// <summary>1 where a query may attend; its start is null without.</summary>
    public HeadView<byte> Allowed;

    /// <summary>Contiguous.</summary>
    public HeadView<T> Y;

    /// <summary>[batch, heads, queries].</summary>
    public T* LogSumExps;

    /// <summary>Contiguous.</summary>
    public HeadView<T> Dy;

    /// <summary>Contiguous.</summary>
    public HeadView<T> Dq;

    /// <summary>Contiguous.</summary>
    public HeadView<T> Dk;

    /// <summary>Contiguous.</summary>
    public HeadView<T> Dv;

    public readonly int QueriesOfShared => Heads / SharedHeads;

    /// <summary>The keys that some query below an end may attend to: 0 up to this.</summary>
    public readonly int KeysBefore(int queryEnd) =>
        Attributes.IsCausal ? (int)Math.Clamp((long)queryEnd + Attributes.CausalOffset, 0, Keys) : Keys;

    /// <summary>A row's place in [batch, heads, queries].</summary>
    public readonly nint RowAt(int batch, int head, int query) => ((((nint)batch * Heads) + head) * Queries) + query;
}
