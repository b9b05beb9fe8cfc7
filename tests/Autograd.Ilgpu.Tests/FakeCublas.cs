#if ILGPU
using System.Runtime.InteropServices;

namespace Autograd.Ilgpu.Tests;

/// <summary>
/// cuBLAS's functions as its manual defines them, on the host's memory: matrices by columns, a leading dimension from one column to
/// the next, c = α·op(a)·op(b) + β·c with c not read where β is 0.
/// </summary>
internal static unsafe class FakeCublas
{
    public const nint Handle = 42;

    public static int MathMode { get; private set; }

    public static int CreateStatus { get; set; }

    /// <summary>What products give instead of success.</summary>
    public static int ProductStatus { get; set; }

    public static int Calls { get; private set; }

    public static int BatchedCalls { get; private set; }

    public static bool IsDestroyed { get; private set; }

    public static nint Stream { get; private set; }

    public static Dictionary<string, nint> Table()
    {
        (MathMode, CreateStatus, ProductStatus, Calls, BatchedCalls, IsDestroyed, Stream) = (-1, 0, 0, 0, 0, false, 0);
        return new()
        {
            ["cublasCreate_v2"] = (nint)(delegate* unmanaged<nint*, int>)&Create,
            ["cublasDestroy_v2"] = (nint)(delegate* unmanaged<nint, int>)&Destroy,
            ["cublasSetStream_v2"] = (nint)(delegate* unmanaged<nint, nint, int>)&SetStream,
            ["cublasSetMathMode"] = (nint)(delegate* unmanaged<nint, int, int>)&SetMathMode,
            ["cublasGetVersion_v2"] = (nint)(delegate* unmanaged<nint, int*, int>)&GetVersion,
            ["cublasSgemm_v2"] = (nint)(delegate* unmanaged<nint, int, int, int, int, int, float*, float*, int, float*, int, float*, float*, int, int>)&Single,
            ["cublasDgemm_v2"] = (nint)(delegate* unmanaged<nint, int, int, int, int, int, double*, double*, int, double*, int, double*, double*, int, int>)&Double,
            ["cublasSgemmStridedBatched"] =
                (nint)(delegate* unmanaged<nint, int, int, int, int, int, float*, float*, int, long, float*, int, long, float*, float*, int, long, int, int>)&Singles,
            ["cublasDgemmStridedBatched"] =
                (nint)(delegate* unmanaged<nint, int, int, int, int, int, double*, double*, int, long, double*, int, long, double*, double*, int, long, int, int>)&Doubles,
        };
    }

    [UnmanagedCallersOnly]
    private static int Create(nint* handle)
    {
        *handle = Handle;
        return CreateStatus;
    }

    [UnmanagedCallersOnly]
    private static int Destroy(nint handle)
    {
        IsDestroyed = true;
        return handle == Handle ? 0 : 7;
    }

    [UnmanagedCallersOnly]
    private static int SetStream(nint handle, nint stream)
    {
        Stream = stream;
        return handle == Handle ? 0 : 7;
    }

    [UnmanagedCallersOnly]
    private static int SetMathMode(nint handle, int mode)
    {
        MathMode = mode;
        return handle == Handle ? 0 : 7;
    }

    [UnmanagedCallersOnly]
    private static int GetVersion(nint handle, int* version)
    {
        *version = 120403;
        return handle == Handle ? 0 : 7;
    }

    [UnmanagedCallersOnly]
    private static int Single(
        nint handle, int ta, int tb, int m, int n, int k, float* alpha, float* a, int lda, float* b, int ldb, float* beta, float* c, int ldc) =>
        Count(batched: false, Multiply(handle, ta, tb, m, n, k, *alpha, a, lda, b, ldb, *beta, c, ldc));

    [UnmanagedCallersOnly]
    private static int Double(
        nint handle, int ta, int tb, int m, int n, int k, double* alpha, double* a, int lda, double* b, int ldb, double* beta, double* c, int ldc) =>
        Count(batched: false, Multiply(handle, ta, tb, m, n, k, *alpha, a, lda, b, ldb, *beta, c, ldc));

    [UnmanagedCallersOnly]
    private static int Singles(
        nint handle, int ta, int tb, int m, int n, int k, float* alpha, float* a, int lda, long sa, float* b, int ldb, long sb, float* beta, float* c, int ldc, long sc, int count)
    {
        var status = 0;
        for (var i = 0; i < count && status == 0; i++)
            status = Multiply(handle, ta, tb, m, n, k, *alpha, a + (i * sa), lda, b + (i * sb), ldb, *beta, c + (i * sc), ldc);
        return Count(batched: true, status);
    }

    [UnmanagedCallersOnly]
    private static int Doubles(
        nint handle, int ta, int tb, int m, int n, int k, double* alpha, double* a, int lda, long sa, double* b, int ldb, long sb, double* beta, double* c, int ldc, long sc, int count)
    {
        var status = 0;
        for (var i = 0; i < count && status == 0; i++)
            status = Multiply(handle, ta, tb, m, n, k, *alpha, a + (i * sa), lda, b + (i * sb), ldb, *beta, c + (i * sc), ldc);
        return Count(batched: true, status);
    }

    private static int Count(bool batched, int status)
    {
        Calls++;
        BatchedCalls += batched ? 1 : 0;
        return status;
    }

    private static int Multiply<T>(nint handle, int ta, int tb, int m, int n, int k, T alpha, T* a, int lda, T* b, int ldb, T beta, T* c, int ldc)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        // The manual's conditions, whose breach is CUBLAS_STATUS_INVALID_VALUE.
        if (handle != Handle || m < 0 || n < 0 || k < 0 || lda < Math.Max(1, ta == 0 ? m : k) || ldb < Math.Max(1, tb == 0 ? k : n) || ldc < Math.Max(1, m))
            return 7;
        if (ProductStatus != 0)
            return ProductStatus;
        for (var column = 0; column < n; column++)
        {
            for (var row = 0; row < m; row++)
            {
                var sum = T.Zero;
                for (var i = 0; i < k; i++)
                    sum += (ta == 0 ? a[row + ((long)i * lda)] : a[i + ((long)row * lda)]) * (tb == 0 ? b[i + ((long)column * ldb)] : b[column + ((long)i * ldb)]);
                var at = c + row + ((long)column * ldc);
                *at = beta == T.Zero ? alpha * sum : (alpha * sum) + (beta * *at);
            }
        }

        return 0;
    }
}
#endif
