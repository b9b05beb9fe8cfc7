using Autograd.Profiling;

namespace Autograd;

/// <content>How the framework's parts reach the profile that runs.</content>
public sealed partial class Profile
{
    // The one question that everything measured asks while nothing is: keep this class without static initialisers, so that it is a plain load.
    private static Profile? _running;

    [ThreadStatic]
    private static ProfileThread? _here;

    /// <summary>The calling thread's part of the running profile; null where none runs or the profile itself is asking.</summary>
    internal static ProfileThread? Here => _running is null ? null : Find();

    /// <summary>Counts a kernel that a backend starts on a device: for the call that is running on this thread, and in the trace.</summary>
    /// <param name="kernel">Its name.</param>
    internal static void CountLaunch(string kernel) => Here?.CountLaunch(kernel);

    private static ProfileThread? Find()
    {
        if (_running is not { } running)
            return null;
        if (_here is not { } here || here.Profile != running)
            here = running.Join();
        return here.IsSuspended ? null : here;
    }

    private ProfileThread Join()
    {
        var here = new ProfileThread(this, TraceLimit);
        lock (_gate)
            _threads.Add(here);
        return _here = here;
    }
}
