using System.Runtime.InteropServices;

namespace Autograd.Backends.Cpu;

/// <summary>64 bytes: what storages are made of, the alignment of their elements and the width of the widest register.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal struct CacheLine
{
    public const int Size = 64;
}
