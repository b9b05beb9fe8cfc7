using System.Text.Json;
using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Subjects;

namespace Autograd.GradientChecking.Tool.Running;

/// <summary>What a mutation campaign wrote: <c>mutants</c>, <c>caught</c>, <c>equivalent</c>, and the first two for each of <c>operations</c>.</summary>
internal sealed class MutationReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    private readonly Document _document;
    private readonly HashSet<string> _asked = [];

    private MutationReport(Document document) => _document = document;

    /// <summary>Reads a report.</summary>
    /// <param name="file">Its file.</param>
    /// <exception cref="ToolException">It is not there, or no such report.</exception>
    public static MutationReport Read(string file)
    {
        if (!File.Exists(file))
            throw new ToolException($"'{file}' is not there; give the report of a mutation campaign");
        try
        {
            var document = JsonSerializer.Deserialize<Document>(File.ReadAllText(file), Options);
            return document is { Operations: not null } ? new MutationReport(document) : throw new ToolException($"'{file}' is no mutation report: it is empty");
        }
        catch (JsonException error)
        {
            throw new ToolException($"'{file}' is no mutation report: {error.Message}");
        }
    }

    /// <summary>The score of an operation, or null where none of its code was changed.</summary>
    public MutationScore? Of(CheckedSubject subject)
    {
        var type = subject.FullName[(subject.FullName.LastIndexOfAny(['.', '+']) + 1)..];
        var entry = subject.Kind == SubjectKind.Operation ? _document.Operations.FirstOrDefault(operation => operation.Operation == type) : null;
        if (entry is null)
            return null;
        _asked.Add(entry.Operation);
        return new MutationScore(entry.Mutants, entry.Caught);
    }

    /// <summary>The whole; what no operation asked for is shared by several.</summary>
    /// <param name="subjects">Every operation there is, asked or not.</param>
    public MutationSummary Summary(IEnumerable<CheckedSubject> subjects)
    {
        foreach (var subject in subjects)
            Of(subject);
        var shared = _document.Operations.Where(operation => !_asked.Contains(operation.Operation))
            .ToDictionary(operation => operation.Operation.Split('`')[0], operation => new MutationScore(operation.Mutants, operation.Caught));
        return new MutationSummary(_document.Mutants, _document.Caught, _document.Equivalent, shared);
    }

    private sealed record Document(int Mutants, int Caught, int Equivalent, IReadOnlyList<Entry> Operations);

    private sealed record Entry(string Operation, int Mutants, int Caught);
}
