using System.Globalization;
using Autograd.Backends;

namespace Autograd.Ilgpu.Discovery;

/// <summary>Finds the devices of one kind that ILGPU reaches and makes their backends.</summary>
/// <param name="kind">The kind.</param>
/// <param name="find">Looks for the devices; called once.</param>
internal sealed class IlgpuProvider(string kind, Func<IReadOnlyList<Candidate>> find) : IBackendProvider
{
    private readonly Lock _gate = new();
    private IReadOnlyList<Candidate>? _candidates;

    /// <inheritdoc/>
    public string Kind => kind;

    private IReadOnlyList<Candidate> Candidates => _candidates ??= find();

    /// <inheritdoc/>
    public IReadOnlyList<DeviceEntry> List()
    {
        lock (_gate)
            return [.. Candidates.Select((candidate, index) => Describe(new Device(kind, index), candidate))];
    }

    /// <inheritdoc/>
    public IBackend Create(Device device)
    {
        lock (_gate)
        {
            if (device.Index < 0 || device.Index >= Candidates.Count)
                throw Missing($"no '{device}', there {(Candidates.Count == 1 ? "is 1" : $"are {Candidates.Count}")} of the kind, numbered from 0");
            var candidate = Candidates[device.Index];
            return candidate.Prove()
                ? new IlgpuBackend(device, candidate.Take(), problem => candidate.Problem = problem)
                : throw Missing($"no '{device}', {candidate.Problem}");
        }
    }

    private static NotSupportedException Missing(string reason) => Errors.Unsupported("device", reason, "Devices.Report() lists what is there");

    private static DeviceEntry Describe(Device device, Candidate candidate)
    {
        var description = candidate.Prove()
            ? string.Create(CultureInfo.InvariantCulture, $"{candidate.Description}{candidate.Note}, trial kernel {candidate.Proven!.Value.TotalMilliseconds:0.00} ms")
            : candidate.Description;
        return new DeviceEntry(device, description, candidate.Problem);
    }
}
