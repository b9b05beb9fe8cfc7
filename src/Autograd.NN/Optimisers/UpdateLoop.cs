using System.Runtime.CompilerServices;
using Autograd.Backends;
using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>The CPU's loop around an optimiser's formula.</summary>
internal static unsafe class UpdateLoop
{
    /// <summary>Updates <paramref name="count"/> elements, a multiple of the lanes; states that the options do not name are not touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TRule, TLanes, T>(in UpdateNumbers numbers, T* value, T* gradient, T* first, T* second, T* third, int count)
        where TRule : struct, IUpdateRule
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        var terms = numbers.To<TLanes>();
        var (hasFirst, hasSecond, hasThird) = (terms.Has(UpdateOptions.First), terms.Has(UpdateOptions.Second), terms.Has(UpdateOptions.Third));
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var x = TLanes.Load(value + i);
            var f = hasFirst ? TLanes.Load(first + i) : TLanes.Zero;
            var s = hasSecond ? TLanes.Load(second + i) : TLanes.Zero;
            var t = hasThird ? TLanes.Load(third + i) : TLanes.Zero;
            TRule.Step(terms, TLanes.Load(gradient + i), ref x, ref f, ref s, ref t);
            x.Store(value + i);
            if (hasFirst)
                f.Store(first + i);
            if (hasSecond)
                s.Store(second + i);
            if (hasThird)
                t.Store(third + i);
        }
    }
}
