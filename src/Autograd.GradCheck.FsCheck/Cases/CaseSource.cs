using FsCheck;
using FsCheck.Fluent;

namespace Autograd.GradientChecking.Properties;

/// <summary>Draws cases, and makes them smaller: fewer dimensions, smaller sizes, plainer layouts, simpler values.</summary>
/// <param name="inputs">How many inputs a case has.</param>
/// <param name="shapes">Their shapes.</param>
/// <param name="layouts">Their layouts.</param>
/// <param name="values">Their values.</param>
internal sealed class CaseSource(int inputs, CaseShapes shapes, IReadOnlyList<CaseLayout> layouts, CaseValues values)
{
    /// <summary>The generator with its shrinker.</summary>
    public Arbitrary<GradientCase> ToArbitrary()
    {
        var layout = Gen.Frequency(layouts.Select(layout => (layout == CaseLayout.Contiguous ? 3 : 1, Gen.Constant(layout))));
        var cases =
            from plan in shapes.Plans(inputs)
            from arranged in Gen.ArrayOf(layout, inputs)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select Draw(plan, arranged, seed);
        return Arb.From(cases, Smaller);
    }

    private GradientCase Draw(ShapePlan plan, CaseLayout[] arranged, int seed)
    {
        var made = plan.Shapes;
        if (made.Count != inputs)
            throw new InvalidOperationException($"shapes: {made.Count} shapes for a function of {inputs} inputs; give one each");
        var drawn = values.Draw(made, seed);
        return new GradientCase(plan, [.. made.Select((shape, input) => new CaseInput(shape, drawn[input], LayoutFor(input, arranged[input])))]);
    }

    /// <summary>What lies beside a view of a matrix that must be positive definite is none.</summary>
    private CaseLayout LayoutFor(int input, CaseLayout layout) =>
        values.Domains[input] is PositiveDefiniteDomain && layout != CaseLayout.Transposed ? CaseLayout.Contiguous : layout;

    private IEnumerable<GradientCase> Smaller(GradientCase one)
    {
        var text = one.Text();
        return one.Plan.Smaller().Select(step => Resized(one, step)).Concat(Plainer(one)).Concat(Simpler(one).Where(other => Complexity(other) < Complexity(one))).Where(other => IsInside(other) && other.Text() != text);
    }

    /// <summary>Falls with every step towards simpler values, so that they end; an element that a layout repeats does not change alone.</summary>
    private static double Complexity(GradientCase one) => one.Inputs.Sum(input => input.Values.Sum(CaseValues.Complexity));

    private bool IsInside(GradientCase one)
    {
        for (var input = 0; input < one.Inputs.Count; input++)
        {
            var stored = one.Inputs[input];
            if (!values.Domains[input].Contains(stored.StoredValues(), stored.StoredShape))
                return false;
        }

        return true;
    }

    private GradientCase Resized(GradientCase one, ShapeStep step)
    {
        var resized = new CaseInput[one.Inputs.Count];
        var fresh = values.Draw(step.Plan.Shapes, seed: 1);
        for (var input = 0; input < resized.Length; input++)
        {
            var (before, shape) = (one.Inputs[input], step.Plan.Shapes[input]);
            var elements = fresh[input];
            for (var element = 0; element < elements.Length; element++)
            {
                if (step.Before(input, Places.IndexOf(element, shape)) is { } index)
                    elements[element] = before.Values[Places.Of(index, before.Shape)];
            }

            resized[input] = new CaseInput(shape, elements, before.Layout);
        }

        return new GradientCase(step.Plan, resized);
    }

    private static IEnumerable<GradientCase> Plainer(GradientCase one)
    {
        for (var input = 0; input < one.Inputs.Count; input++)
        {
            var before = one.Inputs[input];
            if (before.Layout != CaseLayout.Contiguous)
                yield return With(one, input, new CaseInput(before.Shape, before.Values));
        }
    }

    private IEnumerable<GradientCase> Simpler(GradientCase one)
    {
        for (var input = 0; input < one.Inputs.Count; input++)
        {
            // Large parts first: where all may be simpler at once, one step does it.
            var count = one.Inputs[input].Values.Count;
            for (var length = count; length > 1; length = (length + 1) / 2)
            {
                for (var start = 0; start < count; start += length)
                {
                    if (WholeNumbers(one, input, start, Math.Min(length, count - start)) is { } whole)
                        yield return whole;
                }
            }
        }

        for (var input = 0; input < one.Inputs.Count; input++)
        {
            for (var element = 0; element < one.Inputs[input].Values.Count; element++)
            {
                var others = one.Inputs.SelectMany((other, position) => position == input ? other.Values.Where((_, place) => place != element) : other.Values).ToHashSet();
                foreach (var value in CaseValues.Simpler(one.Inputs[input].Values[element]))
                {
                    if (values.Admits(value, others))
                        yield return With(one, input, With(one.Inputs[input], element, value));
                }
            }
        }
    }

    /// <summary>A run of elements as different whole numbers; null where they are no simpler so.</summary>
    private GradientCase? WholeNumbers(GradientCase one, int input, int start, int length)
    {
        var before = one.Inputs[input];
        var elements = before.Values.ToArray();
        var used = one.Inputs.SelectMany((other, position) => position == input ? other.Values.Where((_, place) => place < start || place >= start + length) : other.Values).ToHashSet();
        var next = 0;
        for (var element = start; element < start + length; element++)
        {
            while (!values.Admits(next, used) || (values.Domains[input] is IntervalDomain domain && !domain.Contains([next], Shape.Scalar)))
            {
                if (++next > 1000)
                    return null;
            }

            elements[element] = next;
            used.Add(next);
        }

        return elements.Sum(CaseValues.Complexity) < before.Values.Sum(CaseValues.Complexity) ? With(one, input, new CaseInput(before.Shape, elements, before.Layout)) : null;
    }

    private static CaseInput With(CaseInput input, int element, double value)
    {
        var elements = input.Values.ToArray();
        elements[element] = value;
        return new CaseInput(input.Shape, elements, input.Layout);
    }

    private static GradientCase With(GradientCase one, int input, CaseInput changed) =>
        new(one.Plan, [.. one.Inputs.Select((before, position) => position == input ? changed : before)]);
}
