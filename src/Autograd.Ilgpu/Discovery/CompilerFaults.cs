using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ILGPU.Backends;
using ILGPU.Backends.OpenCL;
using ILGPU.IR.Transformations;
using ILGPU.IR.Values;

namespace Autograd.Ilgpu.Discovery;

/// <summary>
/// Three faults of ILGPU's compilers, mended in a backend before it compiles anything: that they change what a kernel does concerns every
/// kernel, a user's own as well. ILGPU cannot be told otherwise, so this reaches into it.
/// </summary>
internal static class CompilerFaults
{
    // Within the group a barrier orders what threads write to the memory they share, and what they write to the device's.
    private const string WholeFences =
        "enum { ALL_MEM_FENCES = CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE };\n#undef CLK_GLOBAL_MEM_FENCE\n#define CLK_GLOBAL_MEM_FENCE ALL_MEM_FENCES\n";

    // C# wraps around where an integer's result has no room. In the code for OpenCL the operands are signed whatever they were, and there
    // it is undefined: a driver took the product of two halves of a random number for positive. A neutral operand of an unsigned type
    // between the two makes the operation one modulo 2⁶⁴, cut to its type afterwards.
    static CompilerFaults()
    {
        var operators = BinaryOperators(null);
        operators[(BinaryArithmeticKind.Add, false)] = ("+ 0ul +", false);
        operators[(BinaryArithmeticKind.Sub, false)] = ("- 0ul -", false);
        operators[(BinaryArithmeticKind.Mul, false)] = ("* 1ul *", false);
    }

    /// <summary>Mends a backend.</summary>
    public static void Mend(Backend backend)
    {
        ref var transformers = ref Transformers(backend);
        transformers = [.. transformers.Select(KeepOrder)];

        // The code for OpenCL asks barriers for the order of the device's memory only; a driver that takes that at its word lets a
        // thread read the group's memory before another's write arrives there.
        if (backend is CLBackend opencl)
            Prelude(opencl) += WholeFences;
    }

    // The pass that moves values to their uses may move a load past the first store or barrier behind it, as in
    // `sum = shared[0]; Group.Barrier(); use(sum);`, after which other threads have changed what it reads. It leaves loads where they are
    // in its other mode, so that only arithmetic moves.
    private static Transformer KeepOrder(Transformer transformer) => Transformer.Create(
        transformer.Configuration,
        [
            .. transformer.Transformations.Select(static pass => pass is CodePlacement
                ? (Transformation)Activator.CreateInstance(pass.GetType(), CodePlacementMode.Default)!
                : pass),
        ]);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<KernelTransformers>k__BackingField")]
    private static extern ref ImmutableArray<Transformer> Transformers(Backend backend);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "extensions")]
    private static extern ref string Prelude(CLBackend backend);

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "BinaryArithmeticOperations")]
    private static extern ref Dictionary<(BinaryArithmeticKind Kind, bool IsFloat), (string Operator, bool IsFunction)> BinaryOperators(
        [UnsafeAccessorType("ILGPU.Backends.OpenCL.CLInstructions, ILGPU")] object? instructions);
}
