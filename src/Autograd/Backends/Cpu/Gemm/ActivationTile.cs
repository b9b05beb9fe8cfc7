using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Loops;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>Finishes parts of a product with a function of each element, on the lanes that the function's own loop would use.</summary>
internal static unsafe class ActivationTile<T, TLanes, TRule>
    where T : unmanaged
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TRule : struct, IUnaryRule
{
    /// <summary>For <see cref="GemmArguments{T}.Finish"/>; the context is an <see cref="ActivationTarget{T}"/>.</summary>
    [MethodImpl(Hot.Loop)]
    public static void Apply(T* c, nint cRow, int rows, int columns, int row, int column, void* context)
    {
        var target = (ActivationTarget<T>*)context;
        nint yRow = target->Row;
        T* y = target->Y + (row * yRow) + column;
        var whole = columns / TLanes.Count * TLanes.Count;
        if (whole < columns)
            Tails(c + whole, cRow, y + whole, yRow, rows, columns - whole);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < whole; j += TLanes.Count)
                TRule.Value(TLanes.Load(c + j)).Store(y + j);
            c += cRow;
            y += yRow;
        }
    }

    /// <summary>The columns behind the last whole register, the rows' one behind the other in as few registers as hold them.</summary>
    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    private static void Tails(T* c, nint cRow, T* y, nint yRow, int rows, int columns)
    {
        T* room = stackalloc T[LaneTail.MostLanes * LaneTail.MostLanes];
        for (var first = 0; first < rows; first += TLanes.Count)
        {
            var some = Math.Min(TLanes.Count, rows - first);
            for (var i = 0; i < some; i++)
            {
                for (var j = 0; j < columns; j++)
                    room[(i * columns) + j] = c[(i * cRow) + j];
            }

            for (var i = some * columns; i % TLanes.Count != 0; i++)
                room[i] = default;
            for (var i = 0; i < some * columns; i += TLanes.Count)
                TRule.Value(TLanes.Load(room + i)).Store(room + i);
            for (var i = 0; i < some; i++)
            {
                for (var j = 0; j < columns; j++)
                    y[(i * yRow) + j] = room[(i * columns) + j];
            }

            c += some * cRow;
            y += some * yRow;
        }
    }
}
