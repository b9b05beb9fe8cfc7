using System.Text.Json;

namespace Autograd.Tests.Reference;

/// <summary>Operations of one reference file, in the public API's terms. Every class that implements this is found.</summary>
internal interface IReferenceTable
{
    /// <summary>What to call, by the operation's name in the file: inputs and attributes to outputs.</summary>
    IReadOnlyDictionary<string, Func<Variable[], JsonElement, Variable[]>> Calls { get; }
}
