using System.Reflection;
using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Running;
using Autograd.GradientChecking.Tool.Subjects;
using Xunit;

namespace Autograd.GradientChecking.Tool.Tests;

/// <summary>Marks and classes that cannot be understood are named.</summary>
public sealed class MarkTests
{
    [Theory]
    [InlineData(nameof(Marks.Returns), "Marks.Returns is marked [GradientChecked] and is no static method from Variables to a Variable; make it one, or write OperationSamples")]
    [InlineData(nameof(Marks.TakesNothing), "Marks.TakesNothing is marked [GradientChecked] and is no static method from Variables to a Variable; make it one, or write OperationSamples")]
    [InlineData(nameof(Marks.TakesANumber), "Marks.TakesANumber is marked [GradientChecked] and is no static method from Variables to a Variable; make it one, or write OperationSamples")]
    [InlineData(nameof(Marks.Generic), "Marks.Generic is marked [GradientChecked] and is no static method from Variables to a Variable; make it one, or write OperationSamples")]
    [InlineData(nameof(Marks.TooFewShapes), "Marks.TooFewShapes: [GradientChecked] has 1 shapes for 2 parameters; give one each")]
    [InlineData(nameof(Marks.NoShape), "Marks.NoShape: '3,x' is no shape; write sizes with commas, \"3,4\", and \"\" for a scalar")]
    [InlineData(nameof(Marks.NegativeShape), "Marks.NegativeShape: '-3' is no shape; write sizes with commas, \"3,4\", and \"\" for a scalar")]
    [InlineData(nameof(Marks.NoOrder), "Marks.NoOrder: [GradientChecked] has Order 0; give 1 or more")]
    [InlineData(nameof(Marks.NoNumbers), "Marks.NoNumbers: no numbers for x lie from -2 to 2 and inside its domain; set Low and High")]
    public void A_wrong_mark_is_named(string method, string message)
    {
        var marked = typeof(Marks).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!;

        // The tests' own assembly would not load with such marks: they are put on here.
        Assert.Equal(message, Assert.Throws<ToolException>(() => MarkedFunction.Read(marked, [Marks.Of(method)])).Message);
    }

    [Fact]
    public void Points_lie_in_the_domain_and_the_range()
    {
        var energy = typeof(Checked.Functions).GetMethod(nameof(Checked.Functions.Energy), BindingFlags.Static | BindingFlags.NonPublic)!;
        OperationSample[] samples = [.. MarkedFunction.Read(energy).Samples().OrderBy(sample => sample.Name, StringComparer.Ordinal)];

        Assert.Equal(["[3,4] [4]", "[] []"], samples.Select(sample => sample.Name));
        Assert.Equal([2, 3], samples.Select(sample => sample.SmoothOrder));
        Assert.Contains(samples[0].ToArrays()[0], x => x < 0);
        Assert.All(samples[0].ToArrays()[1], scale => Assert.InRange(scale, 0, 2));
        Assert.All(samples[1].ToArrays(), x => Assert.InRange(x[0], 1, 3));
    }

    [Fact]
    public void A_class_of_samples_that_cannot_be_made_is_named()
    {
        Assert.Equal(
            $"{typeof(Demanding<int>).FullName} has no constructor without parameters; give it one",
            Assert.Throws<ToolException>(() => SubjectFinder.Find([typeof(Demanding<int>)], "Tests")).Message);
        Assert.Equal(
            $"the constructor of {typeof(Broken<int>).FullName} threw InvalidDataException: no data",
            Assert.Throws<ToolException>(() => SubjectFinder.Find([typeof(Broken<int>)], "Tests")).Message);
    }

    [Fact]
    public void Samples_that_throw_fail()
    {
        var subject = Assert.Single(SubjectFinder.Find([typeof(Unfinished<int>)], "Tests"));
        var entry = new SubjectRunner(new RunOptions(), [], null, TestContext.Current.CancellationToken).Run(subject, null);

        Assert.Equal((Verdict.Fail, 1), (entry.Verdict, entry.Failed));
        Assert.Equal("InvalidDataException: no sample", entry.Reports[0].Checks[0].Diagnosis);
    }

    // Generic, so that the tool passes over them when it checks this assembly.
    private sealed class Demanding<T>(T what) : OperationSamples<Checked.CubeOp>
    {
        public override IEnumerable<OperationSample> Samples() => [Sample($"{what}", x => x[0], [])];
    }

    private sealed class Broken<T> : OperationSamples<Checked.CubeOp>
    {
        public Broken() => throw new InvalidDataException("no data");

        public override IEnumerable<OperationSample> Samples() => [];
    }

    private sealed class Unfinished<T> : OperationSamples<Checked.CubeOp>
    {
        public override IEnumerable<OperationSample> Samples() => throw new InvalidDataException("no sample");
    }
}
