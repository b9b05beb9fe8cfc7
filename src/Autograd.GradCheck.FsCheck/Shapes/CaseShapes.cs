using FsCheck;
using FsCheck.Fluent;

namespace Autograd.GradientChecking.Properties;

/// <summary>Families of shapes that a property's cases are drawn from, small ones first. They shrink to fewer axes, then to shorter ones.</summary>
public sealed class CaseShapes
{
    private const int MostRank = 5;

    /// <summary>A case's inputs have at most so many elements: more say nothing more, and take longer to be checked.</summary>
    private const int MostElements = 48;

    /// <summary>Lengths below, at and above those of registers.</summary>
    private static readonly int[] Tails = [1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 19, 23, 31, 32, 33];

    private readonly Func<int, Gen<ShapePlan>> _generate;

    private CaseShapes(Func<int, Gen<ShapePlan>> generate) => _generate = generate;

    /// <summary>One shape for all inputs, of 0 to 5 axes: vectors with every tail, and now and then no elements.</summary>
    /// <param name="least">The fewest axes.</param>
    /// <param name="most">The most axes.</param>
    /// <exception cref="ArgumentException">The numbers are not from 0 to 5, or not in order.</exception>
    public static CaseShapes Equal(int least = 0, int most = MostRank)
    {
        CheckRanks(least, most);
        return new CaseShapes(inputs => Lengths(least, most).Select(ShapePlan (lengths) => Plan(lengths, inputs, least)));
    }

    /// <summary>Shapes that broadcast to one of 0 to 5 axes: any axis may be of length 1 in some inputs, and leading ones missing.</summary>
    /// <param name="most">The most axes.</param>
    /// <exception cref="ArgumentException">The number is not from 0 to 5.</exception>
    public static CaseShapes Broadcastable(int most = MostRank)
    {
        CheckRanks(0, most);
        return new CaseShapes(inputs =>
            from lengths in Lengths(0, most)
            from narrowed in Narrowed(Plan(lengths, inputs, least: 0))
            select narrowed);
    }

    /// <summary>Shapes computed from numbers.</summary>
    /// <param name="count">How many numbers.</param>
    /// <param name="shapes">The shape of each input.</param>
    /// <param name="least">The least number.</param>
    /// <param name="most">The largest number.</param>
    /// <example><code>CaseShapes.Sizes(3, s => [[s[0], s[1]], [s[1], s[2]]])     // matrix products</code></example>
    /// <exception cref="ArgumentException">There are no numbers, or the ends are not in order.</exception>
    public static CaseShapes Sizes(int count, Func<int[], IReadOnlyList<Shape>> shapes, int least = 1, int most = 6)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        if (count < 1 || least < 0 || most < least)
            throw new ArgumentException($"shapes: {count} sizes from {least} to {most}; ask for 1 or more, from 0 or more, in order");
        return new CaseShapes(_ => Gen.ArrayOf(Gen.Choose(least, most), count).Select(ShapePlan (sizes) => new SizesPlan(sizes, least, shapes)));
    }

    /// <summary>Draws the shapes of a case's inputs.</summary>
    /// <param name="inputs">How many inputs.</param>
    public Gen<IReadOnlyList<Shape>> Generate(int inputs) => Plans(inputs).Select(plan => plan.Shapes);

    internal Gen<ShapePlan> Plans(int inputs) => _generate(inputs);

    private static void CheckRanks(int least, int most)
    {
        if (least < 0 || most < least || most > MostRank)
            throw new ArgumentException($"shapes: {least} to {most} axes; ask for some of 0 to {MostRank}, in order");
    }

    private static BroadcastPlan Plan(int[] lengths, int inputs, int least) =>
        new BroadcastPlan(lengths, [.. Enumerable.Range(0, inputs).Select(_ => new bool[lengths.Length])], new int[inputs], least);

    private static Gen<int[]> Lengths(int least, int most)
    {
        var (few, tail) = (Gen.Frequency((1, Gen.Constant(0)), (40, Gen.Choose(1, 4))), Gen.Frequency((1, Gen.Constant(0)), (40, Gen.Elements(Tails))));
        int[] weights = [1, 4, 5, 4, 2, 1];
        return
            from rank in Gen.Frequency(Enumerable.Range(least, most - least + 1).Select(rank => (weights[rank], Gen.Constant(rank))))
            from outer in Gen.ArrayOf(few, Math.Max(rank - 1, 0))
            from inner in rank == 1 ? tail : Gen.Frequency((3, few), (1, tail))
            select Bounded(rank == 0 ? [] : [.. outer, inner]);
    }

    private static int[] Bounded(int[] lengths)
    {
        while (lengths.Length > 0 && lengths.Aggregate(1L, (count, length) => count * length) > MostElements)
        {
            // The longest that is not the last: tails stay.
            var longest = lengths.Length > 1 && lengths[..^1].Max() > 1 ? Array.IndexOf(lengths, lengths[..^1].Max()) : lengths.Length - 1;
            lengths[longest] = (lengths[longest] + 1) / 2;
        }

        return lengths;
    }

    private static Gen<ShapePlan> Narrowed(BroadcastPlan whole)
    {
        var (inputs, rank) = (whole.Ones.Length, whole.Lengths.Length);

        // For each axis the input that has it with length 1, if any; and for one input how many axes it lacks.
        return
            from narrow in Gen.ArrayOf(Gen.Choose(0, Math.Max(3, 2 * inputs)), rank)
            from lacking in Gen.Choose(0, inputs - 1)
            from missing in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, rank)))
            select (ShapePlan)(whole with
            {
                Ones = [.. Enumerable.Range(0, inputs).Select(input => Array.ConvertAll(narrow, which => inputs > 1 && which == input))],
                Missing = [.. Enumerable.Range(0, inputs).Select(input => inputs > 1 && input == lacking ? missing : 0)],
            });
    }
}
