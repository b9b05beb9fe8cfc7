using System.Runtime.CompilerServices;
using Autograd.GradientChecking;
using Autograd.Ops;
using Xunit;

namespace Autograd.Tests.Table;

/// <summary>No operation is without samples, and the samples show what they must.</summary>
public class OperationCatalogTests
{
    private const int Fewest = 8;

    /// <summary>A convolution has more ways to go wrong than others.</summary>
    private const int FewestGeometries = 12;

    private const int Tail = 37;

    public static TheoryData<string> Operations => [.. OperationCatalog.Operations.Select(OperationCatalog.NameOf)];

    public static TheoryData<string, string> Errors
    {
        get
        {
            var errors = new TheoryData<string, string>();
            foreach (var samples in OperationCatalog.All)
            {
                foreach (var error in samples.Errors())
                    errors.Add(OperationCatalog.NameOf(samples.Operation), error.Name);
            }

            return errors;
        }
    }

    [Fact]
    public void EveryOperationHasOneClassOfSamples()
    {
        var operations = OperationCatalog.Operations;
        var sampled = OperationCatalog.All.Select(samples => samples.Operation).ToList();
        Assert.NotEmpty(operations);
        Assert.Empty(operations.Except(sampled).Select(type => $"{type.Name} has no samples"));
        Assert.Empty(sampled.Except(operations).Select(type => $"{type.Name} is no operation of the core"));
        Assert.Empty(sampled.GroupBy(type => type).Where(group => group.Count() > 1).Select(group => $"{group.Key.Name} has samples twice"));
    }

    [Fact]
    public void SamplesLieWhereTheOperationDoes()
    {
        var misplaced = OperationCatalog.All
            .Select(samples => samples.GetType())
            .Where(type => type.Namespace?.StartsWith("Autograd.Tests.Ops", StringComparison.Ordinal) != true || !type.Name.EndsWith("Samples", StringComparison.Ordinal));
        Assert.Empty(misplaced);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void SamplesAreManyAndNamed(string operation)
    {
        var samples = Of(operation).Samples().ToList();
        Assert.True(samples.Count >= Fewest, $"{operation} has {samples.Count} samples; give at least {Fewest}");
        Assert.Equal(samples.Count, samples.Select(sample => sample.Name).Distinct().Count());
        if (operation.Contains("Conv2d", StringComparison.Ordinal))
            Assert.True(samples.Count >= FewestGeometries, $"{operation} has {samples.Count} geometries; give at least {FewestGeometries}");
        Assert.Contains(samples, HasTail);
        Assert.Contains(samples, sample => sample.Name.Contains("broadcast", StringComparison.Ordinal) || Broadcasts(sample));
        Assert.Contains(samples, HasNothing);
        Assert.All(samples, sample => Assert.Contains(Of(operation).Operation, sample.Operations));
        Assert.All(samples, sample => Assert.True(sample.Reference is not null, $"{sample}: no naive reference"));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void ElementwiseOperationsShowScalarsAndSpecialValues(string operation)
    {
        var samples = Of(operation);
        if (samples.Operation.BaseType is not { IsGenericType: true } type || !type.Name.EndsWith("Operation`1", StringComparison.Ordinal))
            return;
        Assert.Contains(samples.Samples(), sample => sample.Inputs.All(input => input.Shape.Rank == 0));
        Assert.Contains(samples.Samples(), sample => sample.Inputs.All(input => Special.All(value => Has(input, value))));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void SamplesRunTheOperationTheyAreFor(string operation)
    {
        var samples = Of(operation);
        Assert.All(samples.Samples(), sample =>
        {
            var inputs = sample.ToVariables();
            foreach (var i in Evaluation.Wanted(sample))
                inputs[i].RequiresGrad = true;
            using var tape = new Tape();
            var outputs = sample.Function(inputs);
            if (!outputs.Any(output => output.RequiresGrad))
                return;
            var recorded = Enumerable.Range(0, tape.NodeCount).Any(i => tape.Node(i).Operation?.GetType() == samples.Operation);
            Assert.True(recorded || Skips(sample), $"{sample}: {samples.Operation.Name} was not recorded");
        });
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void ErrorsHaveTheirExactText(string operation, string error)
    {
        var sample = Of(operation).Errors().Single(candidate => candidate.Name == error);
        var exception = Record.Exception(sample.Call);
        Assert.NotNull(exception);
        Assert.Equal(sample.Message, exception.Message);
        Assert.Equal(sample.Exception, exception.GetType());
    }

    private static readonly double[] Special =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, double.Epsilon, double.MaxValue];

    private static OperationSamples Of(string operation) => OperationCatalog.All.Single(samples => OperationCatalog.NameOf(samples.Operation) == operation);

    /// <summary>Operations without a derivative are never recorded; other samples whose call does nothing say so in their notes.</summary>
    private static bool Skips(OperationSample sample) =>
        !((Operation)RuntimeHelpers.GetUninitializedObject(sample.Operations[0])).IsDifferentiable || sample.Notes is not null;

    private static bool HasNothing(OperationSample sample) => sample.Inputs.Any(input => input.Shape.Count == 0);

    private static bool HasTail(OperationSample sample) => sample.Name.Contains($"tail {Tail}", StringComparison.Ordinal);

    private static bool Broadcasts(OperationSample sample) => sample.Inputs.Count > 1 && sample.Inputs.Any(input => input.Shape != sample.Inputs[0].Shape);

    private static bool Has(SampleInput input, double value)
    {
        foreach (var candidate in input.Values.Span)
        {
            if (BitConverter.DoubleToInt64Bits(candidate) == BitConverter.DoubleToInt64Bits(value))
                return true;
        }

        return false;
    }
}
