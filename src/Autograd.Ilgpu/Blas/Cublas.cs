using Autograd.Ilgpu.Native;

namespace Autograd.Ilgpu.Blas;

/// <summary>NVIDIA's matrix products, bound at run time to whichever release is installed. One thread at a time.</summary>
internal sealed unsafe class Cublas : IDisposable
{
    private const int NoTranspose = 0;
    private const int Transpose = 1;
    private const int DefaultMath = 0;
    private const int Tf32Math = 3;

    private readonly delegate* unmanaged<nint, int> _destroy;
    private readonly delegate* unmanaged<nint, int, int> _setMathMode;
    private readonly delegate* unmanaged<nint, int, int, int, int, int, float*, nint, int, nint, int, float*, nint, int, int> _single;
    private readonly delegate* unmanaged<nint, int, int, int, int, int, double*, nint, int, nint, int, double*, nint, int, int> _double;
    private readonly delegate* unmanaged<nint, int, int, int, int, int, float*, nint, int, long, nint, int, long, float*, nint, int, long, int, int> _singles;
    private readonly delegate* unmanaged<nint, int, int, int, int, int, double*, nint, int, long, nint, int, long, double*, nint, int, long, int, int> _doubles;
    private nint _handle;
    private bool _usesTf32;

    private Cublas(INativeLibraries libraries, nint library, nint stream)
    {
        nint Find(string name) => libraries.TryFind(library, name, out var function) ? function : throw new EntryPointNotFoundException($"cuBLAS has no {name}");
        var create = (delegate* unmanaged<nint*, int>)Find("cublasCreate_v2");
        var setStream = (delegate* unmanaged<nint, nint, int>)Find("cublasSetStream_v2");
        var getVersion = (delegate* unmanaged<nint, int*, int>)Find("cublasGetVersion_v2");
        _destroy = (delegate* unmanaged<nint, int>)Find("cublasDestroy_v2");
        _setMathMode = (delegate* unmanaged<nint, int, int>)Find("cublasSetMathMode");
        _single = (delegate* unmanaged<nint, int, int, int, int, int, float*, nint, int, nint, int, float*, nint, int, int>)Find("cublasSgemm_v2");
        _double = (delegate* unmanaged<nint, int, int, int, int, int, double*, nint, int, nint, int, double*, nint, int, int>)Find("cublasDgemm_v2");
        _singles = (delegate* unmanaged<nint, int, int, int, int, int, float*, nint, int, long, nint, int, long, float*, nint, int, long, int, int>)Find("cublasSgemmStridedBatched");
        _doubles = (delegate* unmanaged<nint, int, int, int, int, int, double*, nint, int, long, nint, int, long, double*, nint, int, long, int, int>)Find("cublasDgemmStridedBatched");
        nint handle = 0;
        Check("cublasCreate", create(&handle));
        _handle = handle;
        try
        {
            Check("cublasSetStream", setStream(handle, stream));
            Check("cublasSetMathMode", _setMathMode(handle, DefaultMath));
            var version = 0;
            Check("cublasGetVersion", getVersion(handle, &version));
            Version = $"{version / 10000}.{version % 10000 / 100}.{version % 100}";
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The files it is looked for in, the newest release first.</summary>
    public static IReadOnlyList<string> Names { get; } = OperatingSystem.IsWindows()
        ? ["cublas64_13.dll", "cublas64_12.dll", "cublas64_11.dll"]
        : ["libcublas.so.13", "libcublas.so.12", "libcublas.so.11"];

    /// <summary>The library's release.</summary>
    public string Version { get; }

    /// <summary>Loads the library and makes it queue on a stream of the device whose context is current.</summary>
    /// <param name="libraries">Where to look.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="absence">Why there is none, in a sentence.</param>
    public static Cublas? TryLoad(INativeLibraries libraries, nint stream, out string? absence)
    {
        absence = null;
        if (!DriverLibraries.TryLoad(libraries, Names, out var library))
        {
            absence = $"none of {string.Join(", ", Names)} loads";
            return null;
        }

        try
        {
            return new Cublas(libraries, library, stream);
        }
        catch (Exception failure) when (failure is EntryPointNotFoundException or CublasException)
        {
            absence = failure.Message;
            return null;
        }
    }

    /// <summary>c = a·b + β·c for every product of a plan.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="plan">The calls.</param>
    /// <param name="a">Our a's first element.</param>
    /// <param name="b">Our b's first element.</param>
    /// <param name="c">Our c's first element.</param>
    /// <param name="beta">0, and c is not read, or 1.</param>
    /// <param name="allowsTf32">Whether float32's products may be of factors rounded to 10 bits behind the point.</param>
    /// <exception cref="CublasException">A call fails.</exception>
    public void Multiply<T>(in GemmPlan plan, nint a, nint b, nint c, T beta, bool allowsTf32)
        where T : unmanaged
    {
        if (allowsTf32 != _usesTf32)
        {
            Check("cublasSetMathMode", _setMathMode(_handle, allowsTf32 ? Tf32Math : DefaultMath));
            _usesTf32 = allowsTf32;
        }

        for (var call = 0; call < plan.Calls; call++)
        {
            var (first, second, result) = plan.Start(call);
            Call(plan, b + (nint)(first * sizeof(T)), a + (nint)(second * sizeof(T)), c + (nint)(result * sizeof(T)), beta);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_handle != 0)
            _ = _destroy(_handle);
        _handle = 0;
    }

    private static int Operation(BlasMatrix matrix) => matrix.IsTransposed ? Transpose : NoTranspose;

    private static void Check(string function, int status)
    {
        if (status != 0)
            throw new CublasException(function, status);
    }

    private void Call<T>(in GemmPlan plan, nint first, nint second, nint result, T beta)
        where T : unmanaged
    {
        var (m, n, k, f, s) = (plan.M, plan.N, plan.K, plan.First, plan.Second);
        if (typeof(T) == typeof(float))
        {
            float one = 1, keep = (float)(object)beta;
            Check("cublasSgemm", plan.Batch == 1
                ? _single(_handle, Operation(f), Operation(s), m, n, k, &one, first, f.Leading, second, s.Leading, &keep, result, m)
                : _singles(
                    _handle, Operation(f), Operation(s), m, n, k, &one, first, f.Leading, plan.FirstStep, second, s.Leading, plan.SecondStep, &keep, result, m, plan.ResultStep, plan.Batch));
        }
        else
        {
            double one = 1, keep = (double)(object)beta;
            Check("cublasDgemm", plan.Batch == 1
                ? _double(_handle, Operation(f), Operation(s), m, n, k, &one, first, f.Leading, second, s.Leading, &keep, result, m)
                : _doubles(
                    _handle, Operation(f), Operation(s), m, n, k, &one, first, f.Leading, plan.FirstStep, second, s.Leading, plan.SecondStep, &keep, result, m, plan.ResultStep, plan.Batch));
        }
    }
}
