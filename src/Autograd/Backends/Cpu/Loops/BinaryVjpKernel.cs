using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// da = dy · PartialFirst, db = dy · PartialSecond, 0 where dy is; operands a, b, y, dy, da, db, of which the first three are there
/// only where a wanted partial reads them.
/// </summary>
/// <typeparam name="TRule">The rule.</typeparam>
/// <typeparam name="TWants">Which of the cotangents.</typeparam>
internal readonly unsafe struct BinaryVjpKernel<TRule, TWants> : IKernelFamily
    where TRule : struct, IBinaryRule
    where TWants : struct, IWants
{
    /// <summary>What the wanted partials read.</summary>
    public static Saves Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TWants.First ? TRule.SavesForFirst : Saves.None) | (TWants.Second ? TRule.SavesForSecond : Saves.None);
    }

    /// <inheritdoc/>
    public static delegate*<byte**, nint, void> Of<T, TLanes>()
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T> => &Run<T, TLanes>;

    [MethodImpl(Hot.Loop)]
    private static void Run<T, TLanes>(byte** operands, nint count)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        var a = (T*)operands[0];
        var b = (T*)operands[1];
        var y = (T*)operands[2];
        var dy = (T*)operands[3];
        var da = (T*)operands[4];
        var db = (T*)operands[5];
        for (nint i = 0; i < count; i += TLanes.Count)
        {
            var first = (Reads & Saves.First) != 0 ? TLanes.Load(a + i) : TLanes.Zero;
            var second = (Reads & Saves.Second) != 0 ? TLanes.Load(b + i) : TLanes.Zero;
            var output = (Reads & Saves.Output) != 0 ? TLanes.Load(y + i) : TLanes.Zero;
            var cotangent = TLanes.Load(dy + i);
            if (TWants.First)
            {
                var partial = TRule.PartialFirst(
                    Given(TRule.SavesForFirst, Saves.First, first), Given(TRule.SavesForFirst, Saves.Second, second), Given(TRule.SavesForFirst, Saves.Output, output));
                TLanes.IfEqual(cotangent, TLanes.Zero, TLanes.Zero, cotangent * partial).Store(da + i);
            }

            if (TWants.Second)
            {
                var partial = TRule.PartialSecond(
                    Given(TRule.SavesForSecond, Saves.First, first), Given(TRule.SavesForSecond, Saves.Second, second), Given(TRule.SavesForSecond, Saves.Output, output));
                TLanes.IfEqual(cotangent, TLanes.Zero, TLanes.Zero, cotangent * partial).Store(db + i);
            }
        }

        // A partial must not come to depend on what only the other one saves.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes Given(Saves saves, Saves which, TLanes value) => (saves & which) != 0 ? value : TLanes.Zero;
    }
}
