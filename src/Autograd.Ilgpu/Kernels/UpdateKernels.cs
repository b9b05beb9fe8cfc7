using Autograd.Backends;
using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Optimisers' formulas, an element a thread, over up to four parameters in one launch.</summary>
internal static class UpdateKernels
{
    /// <summary>How many parameters a launch takes: their arrays' arguments must fit into the kilobyte that every device has for them.</summary>
    public const int Slots = 4;

    /// <summary>The elements of all parameters in one row, parameter after parameter.</summary>
    public static void Update<TRule, T>(Index1D thread, Work work, UpdateTerms<T> terms, UpdateSlot<T> a, UpdateSlot<T> b, UpdateSlot<T> c, UpdateSlot<T> d)
        where TRule : struct, IUpdateRule
        where T : unmanaged, IKernelNumber<T>
    {
        int i = thread;
        do
        {
            // A branch a parameter and not a choice of arrays, which some compilers only have for pointers of no known memory.
            if (i < a.End)
                Step<TRule, T>(terms, a, i);
            else if (i < b.End)
                Step<TRule, T>(terms, b, i - a.End);
            else if (i < c.End)
                Step<TRule, T>(terms, c, i - b.End);
            else
                Step<TRule, T>(terms, d, i - c.End);
        }
        while (work.Next(ref i));
    }

    private static void Step<TRule, T>(in UpdateTerms<T> terms, in UpdateSlot<T> slot, int i)
        where TRule : struct, IUpdateRule
        where T : unmanaged, IKernelNumber<T>
    {
        var x = slot.Value[i];
        T first = T.Zero, second = T.Zero, third = T.Zero;
        if (terms.Has(UpdateOptions.First))
            first = slot.First[i];
        if (terms.Has(UpdateOptions.Second))
            second = slot.Second[i];
        if (terms.Has(UpdateOptions.Third))
            third = slot.Third[i];
        TRule.Step(terms, slot.Gradient[i], ref x, ref first, ref second, ref third);
        slot.Value[i] = x;
        if (terms.Has(UpdateOptions.First))
            slot.First[i] = first;
        if (terms.Has(UpdateOptions.Second))
            slot.Second[i] = second;
        if (terms.Has(UpdateOptions.Third))
            slot.Third[i] = third;
    }
}
