using Autograd.Numerics;

namespace Autograd.GradientChecking.Tests.Numerics;

/// <summary>A function's text for every number.</summary>
public interface IKnownText
{
    T Of<T>(T x)
        where T : IReal<T>;
}
