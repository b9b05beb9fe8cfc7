using Autograd.Numerics;

namespace Autograd.Tests.Numerics;

/// <summary>A function of one or two registers, as a type so that the loop over it is compiled for it.</summary>
internal interface ILaneFunction
{
    static abstract L Of<L, T>(L x, L y)
        where L : unmanaged, ILanes<L, T>
        where T : unmanaged;
}
