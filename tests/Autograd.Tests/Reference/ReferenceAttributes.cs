using System.Text.Json;

namespace Autograd.Tests.Reference;

/// <summary>Reads a case's attributes.</summary>
internal static class ReferenceAttributes
{
    public static LossReduction Reduction(JsonElement attributes) => Enum.Parse<LossReduction>(attributes.GetProperty("reduction").GetString()!, ignoreCase: true);

    public static Size2 Size(JsonElement attributes, string name) => Ints(attributes, name) is [var height, var width] ? (height, width) : throw new InvalidDataException(name);

    public static int[] Ints(JsonElement attributes, string name) => [.. attributes.GetProperty(name).EnumerateArray().Select(number => number.GetInt32())];

    public static int Int(JsonElement attributes, string name) => attributes.GetProperty(name).GetInt32();

    public static double Number(JsonElement attributes, string name) => attributes.GetProperty(name).GetDouble();

    public static bool Flag(JsonElement attributes, string name) => attributes.GetProperty(name).GetBoolean();
}
