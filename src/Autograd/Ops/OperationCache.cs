using System.Collections.Concurrent;

namespace Autograd.Ops;

/// <summary>
/// Shares operation instances by their attributes, so that a steady state makes none. Bounded: a full table begins anew, and what is in
/// use is soon back, whatever filled it.
/// </summary>
/// <typeparam name="TKey">The attributes.</typeparam>
/// <typeparam name="TOperation">The operation.</typeparam>
internal sealed class OperationCache<TKey, TOperation>(Func<TKey, TOperation> make)
    where TKey : notnull
    where TOperation : Operation
{
    private const int Limit = 4096;

    private readonly ConcurrentDictionary<TKey, TOperation> _known = new();

    public TOperation Get(TKey key)
    {
        if (_known.TryGetValue(key, out var known))
            return known;
        var made = make(key);
        if (_known.Count >= Limit)
            _known.Clear();
        return _known.GetOrAdd(key, made);
    }
}
