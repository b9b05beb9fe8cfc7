using System.Diagnostics;
using Xunit;

namespace Autograd.GradientChecking.Tool.Tests;

/// <summary>The program in a process of its own, which has nothing of this one's assemblies.</summary>
public sealed class ProcessTests
{
    [Fact]
    public void It_loads_an_assembly_with_what_lies_beside_it()
    {
        var run = Start(Outcome.Assembly, "--filter", "Cube");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.EndsWith("passed\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_without_its_dependencies_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Outcome.Assembly, folder.File("Alone.dll"));
        var run = Start(folder.File("Alone.dll"));

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith($"autograd-gradcheck: '{folder.File("Alone.dll")}' does not load: Could not load file or assembly 'xunit", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_build_of_the_framework_beside_it_is_noted()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Outcome.Assembly)!, "*.dll"))
            File.Copy(file, folder.File(Path.GetFileName(file)));
        File.Copy(typeof(GradCheck).Assembly.Location, folder.File("Autograd.dll"), overwrite: true);
        var run = Start(folder.File(Path.GetFileName(Outcome.Assembly)), "--filter", "Cube");

        Assert.Equal((0, "autograd-gradcheck: note: the Autograd.dll beside the assembly is another build than the tool's; the tool's is what runs\n"), (run.Code, run.Error));
    }

    private static Outcome Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }
}
