using System.Globalization;

namespace Autograd.GradientChecking.Properties;

/// <summary>Values and types as C#.</summary>
internal static class CSharpCode
{
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A type's full name, with its arguments.</summary>
    public static string Of(Type type)
    {
        var own = type.IsNested ? $"{Of(type.DeclaringType!)}." : string.IsNullOrEmpty(type.Namespace) ? "global::" : $"global::{type.Namespace}.";
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? own + type.Name : $"{own}{type.Name[..tick]}<{string.Join(", ", type.GenericTypeArguments.Select(Of))}>";
    }

    public static string Of(InputDomain domain)
    {
        foreach (var (known, name) in (ReadOnlySpan<(InputDomain, string)>)
            [(InputDomain.Real, "Real"), (InputDomain.Positive, "Positive"), (InputDomain.NonNegative, "NonNegative"), (InputDomain.UnitOpen, "UnitOpen"), (InputDomain.PositiveDefinite, "PositiveDefinite")])
        {
            if (ReferenceEquals(known, domain))
                return $"InputDomain.{name}";
        }

        // One of the user's own is named, and the text is to be completed with it.
        return domain is IntervalDomain interval
            ? $"InputDomain.{(interval.IncludesEnds ? "Closed" : "Open")}({End(interval.Low)}, {End(interval.High)})"
            : $"new {Of(domain.GetType())}()";
    }

    private static string End(double value) => double.IsPositiveInfinity(value) ? "double.PositiveInfinity" : double.IsNegativeInfinity(value) ? "double.NegativeInfinity" : Of(value);
}
