using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>Chooses the instance of the micro-kernel for a tile's size.</summary>
internal static unsafe class Tiles<T, TRegister>
    where T : unmanaged
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Computes a tile of at most <see cref="IRegister{TSelf,T}.MaximumRows"/> rows and two registers of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(int rows, TileArguments<T>* t)
    {
        if (t->Columns > TRegister.Lanes)
        {
            Run<Constants.N2, EqualSteps>(rows, t);
        }
        else
        {
            Run<Constants.N1, EqualSteps>(rows, t);
        }
    }

    /// <summary>The same with rows of B, or columns of A, where <see cref="TileArguments{T}.Offsets"/> says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunFromTable<TSteps>(int rows, TileArguments<T>* t)
        where TSteps : struct, IPanelSteps
    {
        if (t->Columns > TRegister.Lanes)
        {
            Run<Constants.N2, TSteps>(rows, t);
        }
        else
        {
            Run<Constants.N1, TSteps>(rows, t);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TWidth, TSteps>(int rows, TileArguments<T>* t)
        where TWidth : struct, IConstant
        where TSteps : struct, IPanelSteps
    {
        switch (rows)
        {
            case 1:
                MicroKernel<T, TRegister, Constants.N1, TWidth, TSteps>.Run(t);
                break;
            case 2:
                MicroKernel<T, TRegister, Constants.N2, TWidth, TSteps>.Run(t);
                break;
            case 3:
                MicroKernel<T, TRegister, Constants.N3, TWidth, TSteps>.Run(t);
                break;
            case 4:
                MicroKernel<T, TRegister, Constants.N4, TWidth, TSteps>.Run(t);
                break;
            case 5:
                MicroKernel<T, TRegister, Constants.N5, TWidth, TSteps>.Run(t);
                break;
            case 6:
                MicroKernel<T, TRegister, Constants.N6, TWidth, TSteps>.Run(t);
                break;
            case 7:
                MicroKernel<T, TRegister, Constants.N7, TWidth, TSteps>.Run(t);
                break;
            case 8:
                MicroKernel<T, TRegister, Constants.N8, TWidth, TSteps>.Run(t);
                break;
            case 9:
                MicroKernel<T, TRegister, Constants.N9, TWidth, TSteps>.Run(t);
                break;
            case 10:
                MicroKernel<T, TRegister, Constants.N10, TWidth, TSteps>.Run(t);
                break;
            case 11:
                MicroKernel<T, TRegister, Constants.N11, TWidth, TSteps>.Run(t);
                break;
            case 12:
                MicroKernel<T, TRegister, Constants.N12, TWidth, TSteps>.Run(t);
                break;
            case 13:
                MicroKernel<T, TRegister, Constants.N13, TWidth, TSteps>.Run(t);
                break;
            case 14:
                MicroKernel<T, TRegister, Constants.N14, TWidth, TSteps>.Run(t);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(rows));
        }
    }
}
