namespace Autograd.Ilgpu.Discovery;

/// <summary>A device that may be usable, or the reason why none of a kind is.</summary>
/// <param name="hardware">ILGPU's description of it, or null where ILGPU does not take it.</param>
/// <param name="description">Its names, empty where there is no device.</param>
/// <param name="problem">Why it cannot be used, in a sentence, or null where that is not known yet.</param>
internal sealed class Candidate(ILGPU.Runtime.Device? hardware, string description, string? problem)
{
    // The device in use between its trial and its backend's making.
    private OpenDevice? _open;

    /// <summary>ILGPU's description of it.</summary>
    public ILGPU.Runtime.Device? Hardware => hardware;

    /// <summary>Its names.</summary>
    public string Description => description;

    /// <summary>Why it cannot be used, or null.</summary>
    public string? Problem { get; set; } = problem;

    /// <summary>What the trial kernel took, once it ran.</summary>
    public TimeSpan? Proven { get; private set; }

    /// <summary>What came with the device, to be added to its description.</summary>
    public string Note { get; private set; } = "";

    /// <summary>Opens the device and runs the trial, once; what goes wrong becomes the <see cref="Problem"/>.</summary>
    public bool Prove()
    {
        if (Problem is not null || hardware is null)
            return false;
        if (Proven is not null)
            return true;
        try
        {
            _open = OpenDevice.Open(hardware);
            Proven = _open.Took;
            Note = _open.BlasNote;
            return true;
        }
        catch (Exception failure)
        {
            // Whatever a driver throws is the reason; the other devices do not suffer.
            Problem = $"it does not run a trial kernel: {failure.GetBaseException().Message}";
            return false;
        }
    }

    /// <summary>Hands the opened device over.</summary>
    public OpenDevice Take()
    {
        var open = _open ?? OpenDevice.Open(hardware!);
        _open = null;
        return open;
    }
}
