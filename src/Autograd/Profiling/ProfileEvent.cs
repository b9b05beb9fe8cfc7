namespace Autograd.Profiling;

/// <summary>One line of a trace: a call, a module's pass, or a launch (which takes no time).</summary>
/// <param name="Name">The operation, region, module or kernel.</param>
/// <param name="Category">What of these it is, by which a viewer filters.</param>
/// <param name="Module">The module path.</param>
/// <param name="Start">When it began, in ticks.</param>
/// <param name="Ticks">How long it took; negative for an instant.</param>
/// <param name="Bytes">Bytes read and written.</param>
/// <param name="Flops">Floating-point operations.</param>
internal readonly record struct ProfileEvent(string Name, string Category, string Module, long Start, long Ticks, long Bytes, long Flops)
{
    public const string ModuleCategory = "module";
    public const string LaunchCategory = "launch";

    public static string CategoryOf(ProfilePhase phase) => phase switch
    {
        ProfilePhase.Forward => "forward",
        ProfilePhase.Backward => "backward",
        _ => "region",
    };
}
