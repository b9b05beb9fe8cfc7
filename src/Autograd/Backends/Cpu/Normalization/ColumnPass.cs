namespace Autograd.Backends.Cpu.Normalization;

/// <summary>Which pass of <see cref="ColumnJob{T,TLanes}"/> runs.</summary>
internal enum ColumnPass
{
    /// <summary>Means and variances.</summary>
    Moments,

    /// <summary>The normalised values.</summary>
    Forward,

    /// <summary>The cotangents.</summary>
    Backward,
}
