using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>y = a · b.</summary>
internal readonly struct MultiplyRule : IBinaryRule
{
    public static Saves SavesForFirst => Saves.Second;

    public static Saves SavesForSecond => Saves.First;

    public static T Value<T>(T a, T b)
        where T : IReal<T> => a * b;

    public static T PartialFirst<T>(T a, T b, T y)
        where T : IReal<T> => b;

    public static T PartialSecond<T>(T a, T b, T y)
        where T : IReal<T> => a;
}
