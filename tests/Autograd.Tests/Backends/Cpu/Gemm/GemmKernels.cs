using System.Numerics;
using Autograd.Backends.Cpu.Gemm;
using Xunit;

namespace Autograd.Tests.Backends.Cpu.Gemm;

/// <summary>The kernels by name, so that every one this processor can run is tested, not only the one it prefers.</summary>
internal static class GemmKernels
{
    public delegate void Product<T>(in GemmArguments<T> g)
        where T : unmanaged;

    public static TheoryData<string> Names
    {
        get
        {
            TheoryData<string> names = ["portable"];
            if (Register256<float>.IsSupported)
            {
                names.Add("256");
            }

            if (Register512<float>.IsSupported)
            {
                names.Add("512");
            }

            return names;
        }
    }

    public static Product<T> Get<T>(string name)
        where T : unmanaged, INumber<T> => name switch
        {
            "512" => MatrixProduct.MultiplyOn<T, Register512<T>>,
            "256" => MatrixProduct.MultiplyOn<T, Register256<T>>,
            "portable" => MatrixProduct.MultiplyOn<T, RegisterPortable<T>>,
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
}
