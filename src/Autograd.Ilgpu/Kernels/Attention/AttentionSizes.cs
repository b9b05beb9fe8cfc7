using Autograd.Backends;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Attention's sizes, steps and options, as kernels take them.</summary>
internal struct AttentionSizes
{
    public int Batch;
    public int Heads;
    public int SharedHeads;
    public int Queries;
    public int Keys;
    public int Features;
    public int ValueFeatures;
    public HeadSteps Q;
    public HeadSteps K;
    public HeadSteps V;
    public HeadSteps Mask;
    public int MaskColumn;

    /// <summary>1 where the mask is added to the products.</summary>
    public int HasAddend;

    /// <summary>1 where the mask says which keys a query may attend to.</summary>
    public int HasAllowed;

    public double Scale;
    public int IsCausal;
    public int CausalOffset;

    /// <summary>1 where weights are dropped.</summary>
    public int Drops;

    /// <summary>A weight stays where the upper 24 bits of its number are below this.</summary>
    public uint Threshold;

    /// <summary>What a weight that stays is multiplied by.</summary>
    public double Factor;

    public ulong Seed;
    public ulong Stream;

    /// <summary>Lanes of a query's keys.</summary>
    public int KeyLanes;

    /// <summary>Lanes of a key's queries.</summary>
    public int QueryLanes;

    /// <summary>The sizes of a call.</summary>
    public static AttentionSizes Of(in TensorView q, in TensorView k, in TensorView v, in TensorView? mask, in AttentionAttributes attributes)
    {
        var sizes = new AttentionSizes
        {
            Batch = q.Shape[0],
            Heads = q.Shape[1],
            SharedHeads = k.Shape[1],
            Queries = q.Shape[2],
            Keys = k.Shape[2],
            Features = q.Shape[3],
            ValueFeatures = v.Shape[3],
            Q = HeadSteps.Of(q),
            K = HeadSteps.Of(k),
            V = HeadSteps.Of(v),
            Scale = attributes.Scale,
            IsCausal = attributes.IsCausal ? 1 : 0,
            CausalOffset = attributes.CausalOffset,
            Drops = attributes.Dropout > 0 ? 1 : 0,
            Threshold = (uint)Math.Ceiling((1 - attributes.Dropout) * (1 << 24)),
            Factor = attributes.Dropout == 1 ? 0 : 1 / (1 - attributes.Dropout),
            Seed = attributes.Key.Seed,
            Stream = attributes.Key.Stream,
            KeyLanes = Lanes.Of(4L * k.Shape[2]),
            QueryLanes = Lanes.Of(4L * q.Shape[2]),
        };
        if (mask is { } given)
        {
            sizes.Mask = HeadSteps.Of(given);
            sizes.MaskColumn = (int)given.Strides[3];
            sizes.HasAllowed = given.DType == DType.Bool ? 1 : 0;
            sizes.HasAddend = 1 - sizes.HasAllowed;
        }

        return sizes;
    }

    /// <summary>The keys that a query may attend to: 0 up to this.</summary>
    public readonly int KeysOf(int query)
    {
        if (IsCausal == 0)
            return Keys;
        var end = (long)query + 1 + CausalOffset;
        return end < 0 ? 0 : end < Keys ? (int)end : Keys;
    }

    /// <summary>The shared head of a head.</summary>
    public readonly int Shared(int head) => head / (Heads / SharedHeads);
}
