namespace Autograd.GradientChecking.Properties;

/// <summary>
/// How the function under test sees an input: as it was made, or through a view. Views are recorded, so that the gradient is
/// checked of what lies under them, the places beside the view included. Strides are never negative in this framework.
/// </summary>
public enum CaseLayout
{
    /// <summary>As it was made, one element after the other.</summary>
    Contiguous,

    /// <summary>The last two axes exchanged in memory. Needs two axes.</summary>
    Transposed,

    /// <summary>Behind other elements: the first place of the first axis is cut off. Needs elements and an axis.</summary>
    Offset,

    /// <summary>Every second place of the last axis. Needs elements and an axis.</summary>
    Stepped,

    /// <summary>One place of the first axis longer than 1, repeated with stride 0. Needs elements and such an axis.</summary>
    Repeated,
}
