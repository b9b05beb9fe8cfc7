namespace Autograd.Backends.Cpu.Gemm;

/// <summary>A vector register as the micro-kernel sees it. The kernel is written once and compiled for each width.</summary>
/// <typeparam name="TSelf">The register's type itself.</typeparam>
/// <typeparam name="T">The element, float or double.</typeparam>
internal unsafe interface IRegister<TSelf, T>
    where TSelf : unmanaged, IRegister<TSelf, T>
    where T : unmanaged
{
    /// <summary>Elements in a register, a constant to the JIT.</summary>
    static abstract int Lanes { get; }

    /// <summary>How many rows of two accumulators each the register file holds without spilling, beside two registers of B and one of A.</summary>
    static abstract int MaximumRows { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf Broadcast(T value);

    static abstract TSelf Load(T* source);

    /// <summary>All bits set in the first <paramref name="count"/> lanes, none in the others.</summary>
    static abstract TSelf FirstLanes(int count);

    /// <summary>Loads the lanes that the mask selects and touches no memory of the others, which become 0.</summary>
    static abstract TSelf Load(T* source, TSelf mask);

    static abstract void Store(T* target, TSelf value);

    /// <summary>Stores the lanes that the mask of <see cref="FirstLanes"/> selects and touches no memory of the others.</summary>
    static abstract void Store(T* target, TSelf value, TSelf mask);

    static abstract TSelf Add(TSelf a, TSelf b);

    /// <summary>a·b + c, rounded once where the hardware can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>Computes a tile of the given rows and registers in a row; the constants are decided when the kernel is compiled.</summary>
    static abstract void RunTile<TRows, TWidth, TSteps>(TileArguments<T>* tile)
        where TRows : struct, IConstant
        where TWidth : struct, IConstant
        where TSteps : struct, IPanelSteps;
}
