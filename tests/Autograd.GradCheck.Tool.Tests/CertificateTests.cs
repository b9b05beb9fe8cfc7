using System.Text.Json;
using System.Text.Json.Nodes;
using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Writers;
using Xunit;

namespace Autograd.GradientChecking.Tool.Tests;

public sealed class CertificateTests
{
    private static readonly string[] Stamp = ["--title", "A <b>title</b>", "--release", "1.2 & 3", "--commit", "abc\"def", "--date", "2026-01-02"];

    [Fact]
    public void Json_reads_back_as_it_was_written()
    {
        var (text, _) = Write();
        var certificate = CertificateJson.Read(text);

        Assert.Equal(text, CertificateJson.Write(certificate));
        Assert.Equal(new About { Title = "A <b>title</b>", Release = "1.2 & 3", Commit = "abc\"def", Date = "2026-01-02" }, certificate.About);
        Assert.Equal(["Cube", "Step", "WrongCube", "Functions.Coarse", "Functions.Energy", "Functions.Throws", "Functions.Unreal"], certificate.Operations.Select(operation => operation.Name));
        Assert.Equal(certificate.Summary, Summary.Of(certificate.Operations, certificate.Options));
    }

    [Fact]
    public void Json_has_the_documented_properties()
    {
        var root = JsonNode.Parse(Write().Json)!;

        Assert.Equal("autograd-gradient-certificate", (string?)root["format"]);
        Assert.Equal(1, (int?)root["version"]);
        Assert.Equal("Autograd.GradCheck.Tool.Tests", (string?)root["assembly"]);
        Assert.Equal(["title", "release", "commit", "date"], Properties(root["about"]));
        Assert.Equal(
            ["filter", "orders", "seed", "isQuick", "allowedInconclusive", "devices", "absoluteTolerance", "relativeTolerance", "float32Ulps"], Properties(root["options"]));
        Assert.Equal(
            ["passed", "operations", "cases", "compared", "failed", "inconclusive", "kinks", "valuesOnly", "leftOut"], Properties(root["summary"]));
        var wrong = root["operations"]!.AsArray().Single(operation => (string?)operation!["name"] == "WrongCube")!;
        Assert.Equal(
            ["name", "kind", "fullName", "verdict", "cases", "failed", "inconclusive", "kinks", "valuesOnly", "leftOut", "mutations", "cells", "reports"], Properties(wrong));
        Assert.Equal(("operation", "fail"), ((string?)wrong["kind"], (string?)wrong["verdict"]));
        Assert.Equal(["dtype", "device", "order", "verdict", "worst", "cases", "compared"], Properties(wrong["cells"]![0]));
        Assert.Equal(["case", "verdict", "checks"], Properties(wrong["reports"]![0]));
        Assert.Equal(["name", "verdict", "worst", "entry", "diagnosis"], Properties(wrong["reports"]![0]!["checks"]![0]));
    }

    [Fact]
    public void Json_of_another_version_is_refused() =>
        Assert.Equal(
            "certificate: not autograd-gradient-certificate of version 1",
            Assert.Throws<JsonException>(() => CertificateJson.Read(Write().Json.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal))).Message);

    [Fact]
    public void The_same_run_gives_the_same_bytes() => Assert.Equal(Write(), Write());

    [Fact]
    public void Cells_are_by_type_and_order()
    {
        var cube = CertificateJson.Read(Write().Json).Operations[0];

        Assert.Equal((Verdict.Pass, 13, 1), (cube.Verdict, cube.Cases, cube.ValuesOnly));
        Assert.Equal(
            [("float64", "cpu", 0, 13), ("float64", "cpu", 1, 13), ("float64", "cpu", 2, 13), ("float32", "cpu", 1, 12)],
            cube.Cells.Select(cell => (cell.DType, cell.Device, cell.Order, cell.Cases)));
        Assert.All(cube.Cells, cell => Assert.True(cell is { Verdict: Verdict.Pass, Compared: > 0 } && cell.Worst < (cell.DType == Cell.Float64 ? 1 : 32)));
    }

    [Fact]
    public void Quick_takes_a_spread_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var run = Outcome.OfThis("--filter", "Cube", "--quick", "--json", folder.File("a.json"), "--html", folder.File("a.html"));
        var certificate = CertificateJson.Read(File.ReadAllText(folder.File("a.json")));

        Assert.Equal(0, run.Code);
        Assert.EndsWith(", 5 left out, passed\n", run.Output, StringComparison.Ordinal);
        Assert.Equal((8, 5), (certificate.Summary.Cases, certificate.Summary.LeftOut));
        Assert.Contains("<dt>Samples</dt><dd>a spread; 5 left out</dd>", File.ReadAllText(folder.File("a.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_go_as_far_as_samples_and_options_say()
    {
        using var folder = new TemporaryFolder();
        Outcome.OfThis("--filter", "Energy", "--orders", "3", "--json", folder.File("a.json"));
        var energy = CertificateJson.Read(File.ReadAllText(folder.File("a.json"))).Operations[0];

        Assert.Equal([(0, 2), (1, 2), (2, 2), (3, 1)], energy.Cells.Where(cell => cell.DType == "float64").Select(cell => (cell.Order, cell.Cases)));
        Assert.Equal(Verdict.Pass, energy.Verdict);
    }

    [Fact]
    public void Verbose_prints_every_report()
    {
        var run = Outcome.OfThis("--filter", "Cube", "--verbose");

        Assert.Equal(13, run.Output.Split("gradcheck of a function of input 0").Length - 1);
        Assert.Contains("Cube: vector tail\n", run.Output, StringComparison.Ordinal);
    }

    internal static (string Json, string Html) Write()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(1, Outcome.OfThis(["--json", folder.File("a.json"), "--html", folder.File("a.html"), .. Stamp]).Code);
        return (File.ReadAllText(folder.File("a.json")), File.ReadAllText(folder.File("a.html")));
    }

    private static string[] Properties(JsonNode? node) => [.. node!.AsObject().Select(property => property.Key)];
}
