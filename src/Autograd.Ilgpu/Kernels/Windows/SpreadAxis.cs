namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// Along one axis, every stride-th place of x, and the taps that reach those: the same for all of them, and others than reach the places between.
/// A gradient that goes place by place through all taps would multiply zeros most of the time.
/// </summary>
internal struct SpreadAxis
{
    /// <summary>The first place.</summary>
    public int First;

    /// <summary>From one place to the next, which is from one window to the next.</summary>
    public int Stride;

    /// <summary>How many places there are.</summary>
    public int Count;

    /// <summary>The first tap that reaches them.</summary>
    public int FirstTap;

    /// <summary>From one tap that does to the next.</summary>
    public int TapStep;

    /// <summary>How many taps do, 0 where none does.</summary>
    public int Taps;

    /// <summary>The window whose first such tap is on the first place; it may lie outside of y.</summary>
    public int FirstWindow;

    /// <summary>By how many windows earlier the next tap is on the same place.</summary>
    public int WindowStep;

    /// <summary>The places that are <paramref name="phase"/> behind a multiple of the stride.</summary>
    public static SpreadAxis Of(int phase, int length, int taps, int stride, int padding, int dilation)
    {
        var common = Common(stride, dilation);
        var axis = new SpreadAxis
        {
            First = phase,
            Stride = stride,
            Count = Math.Max(0, (length - phase + stride - 1) / stride),
            TapStep = stride / common,
            WindowStep = dilation / common,
        };
        while (axis.FirstTap < Math.Min(axis.TapStep, taps) && (phase + padding - (axis.FirstTap * dilation)) % stride != 0)
            axis.FirstTap++;
        if (axis.FirstTap == Math.Min(axis.TapStep, taps))
            return axis;
        axis.Taps = (taps - axis.FirstTap + axis.TapStep - 1) / axis.TapStep;
        axis.FirstWindow = (phase + padding - (axis.FirstTap * dilation)) / stride;
        return axis;
    }

    private static int Common(int a, int b) => b == 0 ? a : Common(b, a % b);
}
