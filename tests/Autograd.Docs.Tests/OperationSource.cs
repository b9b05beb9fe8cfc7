namespace Autograd.Docs.Tests;

/// <summary>A file of operations.</summary>
/// <param name="File">Folder and name.</param>
/// <param name="Methods">What users call.</param>
/// <param name="Operations">The operations, with the way each is written.</param>
internal sealed record OperationSource(string File, IReadOnlyList<DocumentedPart> Methods, IReadOnlyList<DocumentedPart> Operations);
