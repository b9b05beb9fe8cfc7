namespace Autograd;

/// <summary>A device in <see cref="Devices.List"/>, or a kind of which none was found.</summary>
/// <param name="Device">The device; the kind's first where none was found.</param>
/// <param name="Description">The hardware's and the driver's names where found, and what a trial kernel took; else empty.</param>
/// <param name="Problem">Why it cannot be used, in a sentence, or null where it can.</param>
public sealed record DeviceEntry(Device Device, string Description, string? Problem)
{
    /// <summary>Whether Variables can lie there.</summary>
    public bool IsUsable => Problem is null;

    /// <summary>The device and what is to be said of it, in a line.</summary>
    public override string ToString() => (Description.Length, Problem) switch
    {
        (_, null) => $"{Device}: {Description}",
        (0, _) => $"{Device}: {Problem}",
        _ => $"{Device}: {Description}: {Problem}",
    };
}
