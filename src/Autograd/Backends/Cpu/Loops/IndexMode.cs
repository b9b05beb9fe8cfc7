namespace Autograd.Backends.Cpu.Loops;

/// <summary>What is done by an index, between x [outer, length, inner] and y [outer, count, inner].</summary>
internal enum IndexMode
{
    /// <summary>y[o, i, r] = x[o, index[i], r].</summary>
    Select,

    /// <summary>x[o, index[i], r] += y[o, i, r].</summary>
    Add,

    /// <summary>y[o, i, r] = x[o, index[o, i, r], r].</summary>
    Gather,

    /// <summary>x[o, index[o, i, r], r] += y[o, i, r].</summary>
    ScatterAdd,
}
