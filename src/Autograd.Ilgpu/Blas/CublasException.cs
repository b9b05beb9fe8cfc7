namespace Autograd.Ilgpu.Blas;

/// <summary>What a function of cuBLAS gave instead of success.</summary>
/// <param name="function">The function.</param>
/// <param name="status">What it gave.</param>
internal sealed class CublasException(string function, int status) : Exception($"{function} gives {Describe(status)}")
{
    private const int NoMemory = 3;
    private const int DidNotRun = 13;
    private const int InternalError = 14;

    /// <summary>Whether there was no memory, and nothing worse.</summary>
    public bool IsOfMemory => status == NoMemory;

    /// <summary>Whether the device's kernels no longer run.</summary>
    public bool IsLoss => status is DidNotRun or InternalError;

    private static string Describe(int status) => status switch
    {
        1 => "1 (not initialised)",
        NoMemory => "3 (no memory)",
        7 => "7 (a wrong argument)",
        8 => "8 (not for this architecture)",
        DidNotRun => "13 (the kernel did not run)",
        InternalError => "14 (an internal error)",
        15 => "15 (not supported)",
        _ => $"{status}",
    };
}
