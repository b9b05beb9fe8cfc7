using System.Collections.Concurrent;

namespace Autograd.Ops;

/// <summary>
/// Shares small Variables that depend on shapes alone (masks, index lists), so that a steady state makes none. Bounded in number and in
/// size: what does not fit is made afresh. They belong to no tape.
/// </summary>
/// <typeparam name="TKey">What they depend on, the device included.</typeparam>
/// <param name="make">Makes one that no arena owns.</param>
internal sealed class ConstantCache<TKey>(Func<TKey, Variable> make)
    where TKey : notnull
{
    private const int Limit = 128;
    private const long LargestCount = 1 << 18;

    private readonly ConcurrentDictionary<TKey, Variable> _known = new();

    public Variable Get(TKey key)
    {
        if (_known.TryGetValue(key, out var known))
            return known;
        var made = make(key);
        return _known.Count < Limit && made.Count <= LargestCount ? _known.GetOrAdd(key, made) : made;
    }
}
