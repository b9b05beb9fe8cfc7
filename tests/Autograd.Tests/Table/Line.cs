using Autograd.GradientChecking;

namespace Autograd.Tests.Table;

/// <summary>The straight line x + t·u through a sample's differentiable inputs, no further than their domains reach.</summary>
internal sealed class Line
{
    /// <summary>The first step where no domain is near; a power of two, so that x ± t rounds little.</summary>
    private const double FirstStep = 0.125;

    private readonly OperationSample _sample;
    private readonly double[]?[] _directions;

    /// <summary>A line.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="directions">A direction an input, null for one that stays.</param>
    public Line(OperationSample sample, double[]?[] directions)
    {
        _sample = sample;
        _directions = directions;
        Step = FirstStep;
        for (var i = 0; i < directions.Length; i++)
        {
            if (directions[i] is not { } direction)
                continue;
            var input = sample.Inputs[i];
            Step = Math.Min(Step, input.Domain.Room(input.Values.Span, input.Shape, direction).Both / 2);
        }

        Check.That(Step > 0, "the domain leaves no room for a step; lower the sample's SmoothOrder or move the input");
    }

    /// <summary>The first step of differences along the line.</summary>
    public double Step { get; }

    /// <summary>The inputs at a place of the line.</summary>
    public Variable[] At(double t)
    {
        var variables = new Variable[_directions.Length];
        for (var i = 0; i < variables.Length; i++)
        {
            var input = _sample.Inputs[i];
            if (_directions[i] is not { } direction)
            {
                variables[i] = input.ToVariable();
                continue;
            }

            var values = input.Values.ToArray();
            for (var k = 0; k < values.Length; k++)
                values[k] += t * direction[k];
            variables[i] = Variable.From(values, input.Shape);
        }

        return variables;
    }
}
