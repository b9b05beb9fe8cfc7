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
                TRegister.RunTile<Constants.N1, TWidth, TSteps>(t);
                break;
            case 2:
                TRegister.RunTile<Constants.N2, TWidth, TSteps>(t);
                break;
            case 3:
                TRegister.RunTile<Constants.N3, TWidth, TSteps>(t);
                break;
            case 4:
                TRegister.RunTile<Constants.N4, TWidth, TSteps>(t);
                break;
            case 5:
                TRegister.RunTile<Constants.N5, TWidth, TSteps>(t);
                break;
            case 6:
                TRegister.RunTile<Constants.N6, TWidth, TSteps>(t);
                break;
            case 7 when TRegister.MaximumRows >= 7:
                TRegister.RunTile<Constants.N7, TWidth, TSteps>(t);
                break;
            case 8 when TRegister.MaximumRows >= 8:
                TRegister.RunTile<Constants.N8, TWidth, TSteps>(t);
                break;
            case 9 when TRegister.MaximumRows >= 9:
                TRegister.RunTile<Constants.N9, TWidth, TSteps>(t);
                break;
            case 10 when TRegister.MaximumRows >= 10:
                TRegister.RunTile<Constants.N10, TWidth, TSteps>(t);
                break;
            case 11 when TRegister.MaximumRows >= 11:
                TRegister.RunTile<Constants.N11, TWidth, TSteps>(t);
                break;
            case 12 when TRegister.MaximumRows >= 12:
                TRegister.RunTile<Constants.N12, TWidth, TSteps>(t);
                break;
            case 13 when TRegister.MaximumRows >= 13:
                TRegister.RunTile<Constants.N13, TWidth, TSteps>(t);
                break;
            case 14 when TRegister.MaximumRows >= 14:
                TRegister.RunTile<Constants.N14, TWidth, TSteps>(t);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(rows));
        }
    }
}
