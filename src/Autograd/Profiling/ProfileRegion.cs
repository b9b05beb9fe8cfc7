using Autograd.Profiling;

namespace Autograd;

/// <summary>A named stretch of a program that a profile counts, until disposed; see <see cref="Profile.Region"/>.</summary>
public readonly ref struct ProfileRegion
{
    private readonly ProfileThread? _thread;

    internal ProfileRegion(ProfileThread? thread, string name)
    {
        _thread = thread;
        thread?.Begin(new ProfileKey(name, thread.Module, ProfilePhase.Region));
    }

    /// <summary>Ends the stretch.</summary>
    public void Dispose() => _thread?.End(bytes: 0, flops: 0);
}
