namespace Autograd.Tests.Numerics;

/// <summary>The numbers at which functions of floats go wrong.</summary>
internal static class SpecialValues
{
    public static readonly float[] Singles = [.. Both(
        0f, float.Epsilon, BitConverter.Int32BitsToSingle(0x007fffff), BitConverter.Int32BitsToSingle(0x00800000), 1e-30f, 1e-10f, 1e-6f, 0.5f,
        0.99999994f, 1f, 1.0000001f, 0.70710677f, 0.70710683f, 1.5f, 2f, 3f, 9f, 9.0109f, 10f, 11f, 16777215f, 16777216f, 33554432f, 87.33655f,
        88.72283f, 88.72284f, 89f, 103.27893f, 103.97207f, 103.97208f, 104f, 105f, 1e10f, float.MaxValue, float.PositiveInfinity, float.NaN)];

    public static readonly double[] Doubles = [.. Both(
        0.0, double.Epsilon, BitConverter.Int64BitsToDouble(0x000fffffffffffff), BitConverter.Int64BitsToDouble(0x0010000000000000), 1e-300, 1e-100,
        1e-16, 1e-8, 0.5, 1.0 - 1.1102230246251565e-16, 1.0, 1.0 + 2.220446049250313e-16, 0.70710678118654746, 0.70710678118654757, 1.5, 2.0, 3.0,
        18.0, 19.0615, 20.0, 22.0, 708.39641853226408, 709.78271289338397, 709.78271289338409, 710.0, 744.44007192138126, 745.13321910194122,
        746.0, 4503599627370497.0, 9007199254740991.0, 9007199254740992.0, 1e100, double.MaxValue, double.PositiveInfinity, double.NaN)];

    private static IEnumerable<float> Both(params float[] values) => values.Concat(values.Select(v => -v));

    private static IEnumerable<double> Both(params double[] values) => values.Concat(values.Select(v => -v));
}
