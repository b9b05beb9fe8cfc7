namespace Autograd.GradientChecking.Properties;

/// <summary>Axes that all inputs share, but for those that an input has with length 1 or, in front, not at all.</summary>
/// <param name="Lengths">The lengths of the common axes.</param>
/// <param name="Ones">For each input, for each common axis, whether its length is 1 there.</param>
/// <param name="Missing">For each input how many leading axes it lacks.</param>
/// <param name="LeastRank">How many axes must stay.</param>
internal sealed record BroadcastPlan(int[] Lengths, bool[][] Ones, int[] Missing, int LeastRank) : ShapePlan
{
    public override IReadOnlyList<Shape> Shapes => [.. Enumerable.Range(0, Ones.Length).Select(ShapeOf)];

    public override IEnumerable<ShapeStep> Smaller() => [.. FewerAxes(), .. SmallerAxes(), .. LessBroadcasting()];

    private Shape ShapeOf(int input)
    {
        var lengths = new int[Lengths.Length - Missing[input]];
        for (var axis = 0; axis < lengths.Length; axis++)
            lengths[axis] = LengthOf(input, axis + Missing[input]);
        return lengths;
    }

    private int LengthOf(int input, int axis) => Ones[input][axis] ? 1 : Lengths[axis];

    private IEnumerable<ShapeStep> FewerAxes()
    {
        foreach (var axis in Lengths.Length > LeastRank ? Enumerable.Range(0, Lengths.Length) : [])
        {
            var plan = new BroadcastPlan(
                Without(Lengths, axis), [.. Ones.Select(ones => Without(ones, axis))], [.. Missing.Select(missing => axis < missing ? missing - 1 : missing)], LeastRank);

            // Of an axis without elements nothing can be kept, and of one place there is one to keep.
            yield return new ShapeStep(plan, (input, index) => axis >= Missing[input] && LengthOf(input, axis) == 0 ? null : Inserted(input, index, axis, isLast: false));
            if (Lengths[axis] > 1)
                yield return new ShapeStep(plan, (input, index) => Inserted(input, index, axis, isLast: true));
        }
    }

    private int[] Inserted(int input, int[] index, int axis, bool isLast)
    {
        if (axis < Missing[input])
            return index;
        var at = axis - Missing[input];
        return [.. index[..at], isLast ? LengthOf(input, axis) - 1 : 0, .. index[at..]];
    }

    private IEnumerable<ShapeStep> SmallerAxes()
    {
        for (var axis = 0; axis < Lengths.Length; axis++)
        {
            foreach (var length in Smaller(Lengths[axis]))
            {
                var plan = this with { Lengths = [.. Lengths[..axis], length, .. Lengths[(axis + 1)..]] };
                yield return new ShapeStep(plan, (_, index) => index);
                var (at, moved) = (axis, Lengths[axis] - length);
                yield return new ShapeStep(plan, (input, index) => Moved(input, index, at, moved));
            }
        }
    }

    /// <summary>The last places instead of the first.</summary>
    private int[] Moved(int input, int[] index, int axis, int moved)
    {
        if (axis < Missing[input] || Ones[input][axis])
            return index;
        var before = (int[])index.Clone();
        before[axis - Missing[input]] += moved;
        return before;
    }

    private IEnumerable<ShapeStep> LessBroadcasting()
    {
        for (var input = 0; input < Ones.Length; input++)
        {
            if (Missing[input] > 0)
            {
                var fewer = (int[])Missing.Clone();
                fewer[input]--;
                var which = input;
                yield return new ShapeStep(this with { Missing = fewer }, (at, index) => at != which ? index : index[0] == 0 ? index[1..] : null);
            }

            for (var axis = Missing[input]; axis < Lengths.Length; axis++)
            {
                if (!Ones[input][axis] || Lengths[axis] == 1)
                    continue;
                var whole = Ones.Select(ones => (bool[])ones.Clone()).ToArray();
                whole[input][axis] = false;
                var (which, at) = (input, axis - Missing[input]);
                yield return new ShapeStep(this with { Ones = whole }, (position, index) => position != which || index[at] == 0 ? index : null);
            }
        }
    }

    /// <summary>Every smaller length, the smallest first; never none, for what fails without elements fails for another reason.</summary>
    internal static IEnumerable<int> Smaller(int length) => Enumerable.Range(1, Math.Max(length - 1, 0));

    private static T[] Without<T>(T[] items, int place) => [.. items[..place], .. items[(place + 1)..]];
}
