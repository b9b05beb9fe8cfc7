using System.Numerics;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>Products of matrices: the packed one on the widest registers the processor has, and the readable one it is tested against.</summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Computes the products of <paramref name="g"/> in float32.</summary>
    public static void Multiply(in GemmArguments<float> g) => MultiplyWidest(in g);

    /// <summary>Computes the products of <paramref name="g"/> in float64.</summary>
    public static void Multiply(in GemmArguments<double> g) => MultiplyWidest(in g);

    /// <summary>Computes the products on registers of the given kind, float or double.</summary>
    public static void MultiplyOn<T, TRegister>(in GemmArguments<T> g)
        where T : unmanaged, INumber<T>
        where TRegister : unmanaged, IRegister<TRegister, T>
    {
        if (g.M <= 0 || g.N <= 0 || g.Batch <= 0)
        {
            return;
        }

        if (g.K <= 0)
        {
            MultiplyReference(in g);
            return;
        }

        BlockedProduct<T, TRegister>.RunBatch(in g);
    }

    /// <summary>Computes the products on the widest registers the processor has, float or double.</summary>
    public static void MultiplyWidest<T>(in GemmArguments<T> g)
        where T : unmanaged, INumber<T>
    {
        if (Register512<T>.IsSupported)
        {
            MultiplyOn<T, Register512<T>>(in g);
        }
        else if (Register256<T>.IsSupported)
        {
            MultiplyOn<T, Register256<T>>(in g);
        }
        else
        {
            MultiplyOn<T, RegisterPortable<T>>(in g);
        }
    }

    /// <summary>The definition: three loops, in the element's own arithmetic. Integers, which wrap around, use it too.</summary>
    public static void MultiplyReference<T>(in GemmArguments<T> g)
        where T : unmanaged, INumber<T>
    {
        for (int item = 0; item < g.Batch; item++)
        {
            T* a = g.A + (item * g.ABatch);
            T* b = g.B + (item * g.BBatch);
            T* c = g.C + (item * g.CBatch);
            for (int row = 0; row < g.M; row++)
            {
                for (int column = 0; column < g.N; column++)
                {
                    T sum = T.Zero;
                    for (int k = 0; k < g.K; k++)
                    {
                        sum += a[(row * g.ARow) + (k * g.AColumn)] * b[(k * g.BRow) + (column * g.BColumn)];
                    }

                    T* target = c + (row * g.CRow) + column;
                    sum = g.Accumulate ? *target + sum : sum;
                    *target = g.Bias == null ? sum : sum + g.Bias[column];
                }
            }

            if (g.Finish != null)
            {
                g.Finish(c, g.CRow, g.M, g.N, 0, 0, g.Context);
            }
        }
    }
}
