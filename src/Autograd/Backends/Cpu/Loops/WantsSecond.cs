using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <inheritdoc/>
internal readonly struct WantsSecond : IWants
{
    public static bool First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    public static bool Second
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }
}
