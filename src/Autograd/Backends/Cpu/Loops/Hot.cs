using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>How the JIT is to treat loops over elements.</summary>
internal static class Hot
{
    /// <summary>
    /// Compiled fully at once, since the first tier would run a hundred times slower, and never inlined, since inside a caller
    /// that is replaced on its stack the loop would lose its registers.
    /// </summary>
    public const MethodImplOptions Loop = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
