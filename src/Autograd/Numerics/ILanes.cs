namespace Autograd.Numerics;

/// <summary>
/// A register of <see cref="Count"/> lanes of <typeparamref name="T"/> that the CPU's loops load, compute and store.
/// One lane (<see cref="Scalar{T}"/>) is the readable reference the wider ones are tested against.
/// </summary>
/// <typeparam name="TSelf">The lanes' type itself.</typeparam>
/// <typeparam name="T">The element: float, double, int or long.</typeparam>
internal unsafe interface ILanes<TSelf, T> : IReal<TSelf>
    where TSelf : unmanaged, ILanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>The number of lanes, a constant to the JIT.</summary>
    static abstract int Count { get; }

    /// <summary>Loads <see cref="Count"/> elements from any address.</summary>
    static abstract TSelf Load(T* source);

    /// <summary>Every lane holds <paramref name="value"/>.</summary>
    static abstract TSelf Broadcast(T value);

    /// <summary>Stores <see cref="Count"/> elements to any address.</summary>
    void Store(T* target);

    /// <summary>The larger by lane in one instruction, unlike Max: where one of both is NaN, <paramref name="x"/>, and of two zeros either.</summary>
    static abstract TSelf AtLeast(TSelf limit, TSelf x);
}
