using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>An optimiser's formula over lanes: parameter, gradient and up to three states in one pass.</summary>
internal unsafe interface IUpdateRule
{
    /// <summary>Updates <paramref name="count"/> elements, a multiple of the lanes; absent states are null.</summary>
    void Run<TLanes, T>(T* value, T* gradient, T* first, T* second, T* third, int count)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged;
}
