using Autograd.Ops;

namespace Autograd.Tapes;

/// <summary>
/// The substreams drawn while a function ran, so that its second run draws the same: how a checkpointed dropout keeps its mask.
/// </summary>
internal sealed class RandomLog
{
    [ThreadStatic]
    private static RandomLog? _current;

    private readonly List<RandomKey> _keys = [];
    private RandomLog? _around;
    private int _next;

    public static RandomLog? Current => _current;

    private bool IsReplaying { get; set; }

    /// <summary>Logs this thread's draws, or gives the logged ones again, until what it returns is restored.</summary>
    public RandomLog? Enter(bool replay)
    {
        IsReplaying = replay;
        _next = 0;
        var previous = _current;
        _around = previous;
        _current = this;
        return previous;
    }

    public static void Leave(RandomLog? previous) => _current = previous;

    /// <summary>
    /// The logged key again; or a new one, logged. A new one inside another log's function is that log's business too: the
    /// other function's second run calls this one anew, and must give it the same.
    /// </summary>
    public RandomKey Next(RandomGenerator generator)
    {
        if (IsReplaying)
            return Read();
        var key = _around?.Next(generator) ?? generator.Draw();
        _keys.Add(key);
        return key;
    }

    private RandomKey Read()
    {
        if (_next == _keys.Count)
            throw Errors.State("checkpoint", $"the second run draws more than the {_keys.Count} random streams of the first", "make the function depend on its inputs alone");
        return _keys[_next++];
    }
}
