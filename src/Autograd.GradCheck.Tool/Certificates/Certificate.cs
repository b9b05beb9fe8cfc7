namespace Autograd.GradientChecking.Tool.Certificates;

/// <summary>The result of a run. The JSON document is this record, property by property.</summary>
/// <param name="Format">What the document is: <see cref="FormatName"/>.</param>
/// <param name="Version">The document's version, raised when a property changes its meaning or goes.</param>
/// <param name="Assembly">The assembly's simple name.</param>
/// <param name="About">What the user says of it.</param>
/// <param name="Options">What the checks were done with.</param>
/// <param name="Summary">The counts.</param>
/// <param name="Operations">Every operation and function that was wanted.</param>
/// <param name="Mutations">The mutation campaign, or null where none was given.</param>
/// <param name="Missing">Devices that were asked for and are not there, each with the reason.</param>
internal sealed record Certificate(
    string Format, int Version, string Assembly, About About, RunOptions Options, Summary Summary, IReadOnlyList<OperationEntry> Operations, MutationSummary? Mutations,
    IReadOnlyList<string> Missing)
{
    public const string FormatName = "autograd-gradient-certificate";

    public const int FormatVersion = 1;

    public static Certificate Of(
        About about, string assembly, RunOptions options, IReadOnlyList<OperationEntry> operations, MutationSummary? mutations = null, IReadOnlyList<string>? missing = null) =>
        new(FormatName, FormatVersion, assembly, about, options, Summary.Of(operations, options), operations, mutations, missing ?? []);

    /// <summary>The devices beside the processor that any entry has a cell of.</summary>
    public IEnumerable<string> OtherDevices() =>
        Operations.SelectMany(operation => operation.Cells).Select(cell => cell.Device).Where(device => device != Cell.Cpu).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The orders that any entry has a cell of, upwards.</summary>
    public IEnumerable<int> Orders() =>
        Operations.SelectMany(operation => operation.Cells).Where(cell => cell is { DType: Cell.Float64, Device: Cell.Cpu }).Select(cell => cell.Order).Distinct().Order();
}
