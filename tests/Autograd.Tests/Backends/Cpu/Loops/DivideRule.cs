using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>y = a / b; the second partial reads the output.</summary>
internal readonly struct DivideRule : IBinaryRule
{
    public static Saves SavesForFirst => Saves.Second;

    public static Saves SavesForSecond => Saves.Second | Saves.Output;

    public static T Value<T>(T a, T b)
        where T : IReal<T> => a / b;

    public static T PartialFirst<T>(T a, T b, T y)
        where T : IReal<T> => T.One / b;

    public static T PartialSecond<T>(T a, T b, T y)
        where T : IReal<T> => -y / b;
}
