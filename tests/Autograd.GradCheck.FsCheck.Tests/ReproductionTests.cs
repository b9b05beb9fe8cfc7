using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Autograd.GradientChecking.Properties.Tests;

/// <summary>The C# that a failure ends in compiles, and fails again when it runs.</summary>
public sealed class ReproductionTests(ITestOutputHelper output)
{
    private static readonly GradCheckOptions WithoutForward = new() { ChecksJvp = false };

    [Fact]
    public void Of_a_function_of_two_inputs() => FailsAgain(
        GradCheckProperty.For((x, y) => Autograd.GradientChecking.Properties.Tests.PlantedBugs.MiddleAxis(x, y)).Options(WithoutForward), "var x1 = Variable.From<double>([");

    [Fact]
    public void Of_a_view() => FailsAgain(
        GradCheckProperty.For(x => Autograd.GradientChecking.Properties.Tests.PlantedBugs.Stepped(x)).Options(WithoutForward with { ChecksLayouts = false }).Layouts(CaseLayout.Contiguous, CaseLayout.Offset, CaseLayout.Stepped), ".Slice(-1, 0, 2, 2)");

    [Fact]
    public void Of_a_domain() => FailsAgain(
        GradCheckProperty.For(x => Autograd.GradientChecking.Properties.Tests.PlantedBugs.Large(x)).Domain(InputDomain.Open(0.5, double.PositiveInfinity)).Options(WithoutForward),
        "Domains = [InputDomain.Open(0.5, double.PositiveInfinity)]");

    [Fact]
    public void Of_an_operation_by_its_type() => FailsAgain(
        GradCheckProperty.For<WrongCubeOp>().Options(WithoutForward), "GradCheck.Function<global::Autograd.GradientChecking.Properties.Tests.WrongCubeOp>()");

    [Fact]
    public void Of_a_function_of_an_array() => FailsAgain(
        GradCheckProperty.For(2, x => [Autograd.GradientChecking.Properties.Tests.PlantedBugs.Large(x[0]) * x[1]]).Constant(1).Options(WithoutForward), "Constants = [1]");

    [Fact]
    public void Every_layout_is_written_as_it_is_made()
    {
        double[] values = [0.5, -1, 3, 0.25, 7, 1e-7];
        foreach (var layout in Enum.GetValues<CaseLayout>())
        {
            var input = new CaseInput([2, 3], values, layout);
            Assert.Equal(layout, input.Layout);
            var seen = input.Seen(input.ToStored());
            Assert.Equal(input.Shape, seen.Shape);
            Assert.Equal(input.Values, seen.ToArray<double>());
            var text = $"var x = Autograd.Variable.From<double>([{string.Join(", ", input.StoredValues().Select(CSharpCode.Of))}], {input.StoredShape}); "
                + $"System.Console.Write(string.Join(' ', {input.SeenCode("x")}.ToArray<double>()));";
            Assert.Equal(string.Join(' ', input.Values), Printed(text));
        }
    }

    private static string Printed(string program)
    {
        var (console, printed) = (Console.Out, new StringWriter());
        Console.SetOut(printed);
        try
        {
            Execute(program);
        }
        finally
        {
            Console.SetOut(console);
        }

        return printed.ToString();
    }

    private void FailsAgain(GradientProperty property, string part)
    {
        var found = property.Run().Counterexample;
        Assert.NotNull(found);
        output.WriteLine(found.Reproduction);
        Assert.Contains(part, found.Reproduction, StringComparison.Ordinal);

        var error = Assert.Throws<GradCheckException>(() => Execute(found.Reproduction));
        Assert.Equal(found.Report!.Verdict, error.Report.Verdict);
        Assert.Equal(found.Report.Checks.Select(check => (check.Name, check.WorstPart)), error.Report.Checks.Select(check => (check.Name, check.WorstPart)));
    }

    private static void Execute(string program)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "reproduction",
            [CSharpSyntaxTree.ParseText(program, new CSharpParseOptions(LanguageVersion.CSharp14), cancellationToken: TestContext.Current.CancellationToken)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var compiled = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(compiled.Success, string.Join('\n', compiled.Diagnostics) + '\n' + program);
        Assert.DoesNotContain(compiled.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Id is not ("CS1701" or "CS1702"));
        image.Position = 0;
        var main = AssemblyLoadContext.Default.LoadFromStreamAs(image).EntryPoint!;
        main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null);
    }
}
