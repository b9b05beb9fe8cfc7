namespace Autograd;

/// <summary>Which of the wrong rules compiled into this core is in force; 0 for none.</summary>
public static class MutationSwitch
{
    /// <summary>The mutant in force.</summary>
    public static int Active;

    /// <summary>Whether its code has run since the flags were cleared.</summary>
    public static bool Reached;

    /// <summary>Whether a change of a Variable was possible at least once: its dtype and shape allowed it.</summary>
    public static bool Applied;

    /// <summary>Whether a change of a Variable was impossible at least once.</summary>
    public static bool Refused;

    /// <summary>Whether a mutant is in force.</summary>
    public static bool Is(int mutant) => Active == mutant && Reach();

    /// <summary>factor · v.</summary>
    public static Variable? Scale(Variable? v, double factor) =>
        v is null ? null : Can(v.DType.IsFloat() && v.Count > 0) ? v * factor : v;

    /// <summary>−v, and the complement of truth values.</summary>
    public static Variable? Negate(Variable? v)
    {
        if (v is null)
            return null;
        if (!Can((v.DType.IsFloat() || v.DType == DType.Bool) && v.Count > 0))
            return v;
        return v.DType == DType.Bool ? v.To(DType.Int64).EqualTo(0) : -v;
    }

    /// <summary>v with its last element 0.</summary>
    public static Variable? ZeroLast(Variable? v)
    {
        if (v is null)
            return null;
        if (!Can(v.DType != DType.Bool && v.Count > 0))
            return v;
        var mask = new double[v.Count];
        System.Array.Fill(mask, 1);
        mask[^1] = 0;
        return v * Variable.From(mask, v.Shape).To(v.DType).To(v.Device);
    }

    /// <summary>v with its last axis rotated by one place.</summary>
    public static Variable? Rotate(Variable? v)
    {
        if (v is null)
            return null;
        if (!Can(v.Rank > 0 && v.Count > 0 && v.Shape[^1] > 1))
            return v;
        return Variable.Concat(-1, v.Slice(-1, 1, v.Shape[^1] - 1), v.Slice(-1, 0, 1));
    }

    /// <summary>v with its last two axes exchanged, where they are of one length; contiguous, for kernels that read memory as it lies.</summary>
    public static Variable? Transpose(Variable? v)
    {
        if (v is null)
            return null;
        return Can(v.Rank > 1 && v.Shape[^1] == v.Shape[^2] && v.Shape[^1] > 1) ? v.T.Contiguous() : v;
    }

    /// <summary>The same slice one place earlier.</summary>
    public static SliceOp Shift(SliceOp region) =>
        Can(region.Start > 0 && region.Length > 0) ? SliceOp.Get(region.Axis, region.Start - 1, region.Length, region.Step) : region;

    /// <summary>The tangent of a linear operation, times a factor.</summary>
    public static void SetLinear(in Ops.JvpContext context, Ops.Operation operation, double factor)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(Scale(Ops.Operation.Apply(operation, tangent), factor)!);
    }

    private static bool Reach()
    {
        Reached = true;
        return true;
    }

    private static bool Can(bool possible)
    {
        if (possible)
            Applied = true;
        else
            Refused = true;
        return possible;
    }
}
