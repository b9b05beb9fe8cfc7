namespace Autograd.Numerics;

/// <summary>What lanes of integers have no result for; operations check the dtype before any kernel runs.</summary>
internal static class IntegerLanes
{
    /// <summary>The exception for a function that integers do not have.</summary>
    public static NotSupportedException Without(string function) =>
        new($"{function}: no such function of integer lanes; cast to a float dtype first");
}
