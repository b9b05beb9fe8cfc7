namespace Autograd.GradientChecking.Tool.Tests.Checked;

/// <summary>Marked functions: what the tool finds without a class of samples.</summary>
internal static class Functions
{
    [GradientChecked("3,4", "4")]
    [GradientChecked("", "", Order = 3, Low = 1, High = 3, Seed = 7)]
    internal static Variable Energy(Variable x, [Within(0, double.PositiveInfinity)] Variable scale) => (x.Square() * scale.Log()).Sum();

    /// <summary>Not finite where it is asked for: nothing can be said.</summary>
    [GradientChecked("2", Low = -2, High = -1)]
    private static Variable Unreal(Variable x) => x.Log();

    [GradientChecked("2")]
    private static Variable Throws(Variable x) => x.Reshape(3);

    /// <summary>Right in float64, and without digits in float32.</summary>
    [GradientChecked("4", Low = 1, High = 2, Order = 1)]
    private static Variable Coarse(Variable x) => x.DType == DType.Float32 ? x.Square() * 1.001 : x.Square();
}
