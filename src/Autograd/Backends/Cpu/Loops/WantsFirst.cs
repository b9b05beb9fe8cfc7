using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <inheritdoc/>
internal readonly struct WantsFirst : IWants
{
    public static bool First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    public static bool Second
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }
}
