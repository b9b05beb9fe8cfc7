namespace Autograd.NN;

/// <summary>
/// The keys and values of the positions that an attention has seen, so that generating the next token computes that token alone. Each
/// attention needs a cache of its own; a new text needs a new one, or <see cref="Clear"/>.
/// </summary>
/// <remarks>Only for inference: gradients do not pass through a cache, and one that would lose some refuses.</remarks>
public sealed class KeyValueCache
{
    private const int FirstCapacity = 16;

    private Variable? _keys;
    private Variable? _values;

    /// <summary>How many positions are held.</summary>
    public int Length { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear() => Truncate(0);

    /// <summary>Forgets all but the first positions: to try another continuation.</summary>
    /// <param name="length">How many positions stay, at most <see cref="Length"/>.</param>
    /// <exception cref="ArgumentException">There are not so many.</exception>
    public void Truncate(int length)
    {
        if (length < 0 || length > Length)
            throw Errors.Argument("KeyValueCache", $"{length} of {Length} positions would stay", "give 0 up to its length");
        Length = length;
        if (length == 0)
            (_keys, _values) = (null, null);
    }

    /// <summary>Adds positions and gives all that are held, [batch, heads, length, features] each.</summary>
    internal (Variable Keys, Variable Values) Append(Variable keys, Variable values)
    {
        if (keys.RequiresGrad || values.RequiresGrad)
            throw Errors.State("KeyValueCache", "keys or values require a gradient, which would be lost", "generate without a tape, or train without a cache");
        if (_keys is not null && (Differ(_keys, keys) || Differ(_values!, values)))
        {
            var held = _keys.Slice(2, 0, Length);
            throw Errors.Argument(
                "KeyValueCache", $"keys of {keys.DType.Name()}{keys.Shape} do not continue {held.DType.Name()}{held.Shape}", "use a cache for each attention and each batch, and Clear it between texts");
        }

        var end = checked(Length + keys.Shape[2]);
        _keys = Room(_keys, keys, end);
        _values = Room(_values, values, end);
        _keys.Slice(2, Length, keys.Shape[2]).CopyFrom(keys);
        _values.Slice(2, Length, values.Shape[2]).CopyFrom(values);
        Length = end;
        return (_keys.Slice(2, 0, end), _values.Slice(2, 0, end));
    }

    private static bool Differ(Variable held, Variable added) =>
        held.Shape[0] != added.Shape[0] || held.Shape[1] != added.Shape[1] || held.Shape[3] != added.Shape[3] || held.DType != added.DType || held.Device != added.Device;

    /// <summary>Room for twice as much as is needed at least, so that growing stays linear.</summary>
    private Variable Room(Variable? held, Variable like, int length)
    {
        if (held is not null && held.Shape[2] >= length)
            return held;
        var shape = like.Shape;
        var room = Variable.Zeros([shape[0], shape[1], Math.Max(FirstCapacity, checked(2 * length)), shape[3]], like.DType, like.Device);
        if (held is not null && Length > 0)
            room.Slice(2, 0, Length).CopyFrom(held.Slice(2, 0, Length));
        return room;
    }
}
