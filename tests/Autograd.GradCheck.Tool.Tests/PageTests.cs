using System.Text.RegularExpressions;
using System.Xml.Linq;
using Autograd.GradientChecking.Tool.Writers;
using Xunit;

namespace Autograd.GradientChecking.Tool.Tests;

public sealed partial class PageTests
{
    private static readonly (string Json, string Html) Written = CertificateTests.Write();

    /// <summary>The page is well-formed XML, so what is text in it cannot have become markup.</summary>
    private static readonly XElement Page = XElement.Parse(Written.Html[Written.Html.IndexOf("<html", StringComparison.Ordinal)..]);

    [Fact]
    public void Every_operation_is_in_it()
    {
        var certificate = CertificateJson.Read(Written.Json);
        string[] rows = [.. Page.Descendants("th").Where(cell => (string?)cell.Attribute("scope") == "row").Select(cell => cell.Value)];

        Assert.Equal(certificate.Operations.Select(operation => operation.Name).Order(), rows.Order());
    }

    [Fact]
    public void Text_is_escaped()
    {
        Assert.Equal("A <b>title</b>", Page.Descendants("h1").Single().Value);
        Assert.Equal(["1.2 & 3", "abc\"def", "2026-01-02"], Page.Descendants("dd").Select(fact => fact.Value).Skip(1).Take(3));
        Assert.Contains(Page.Descendants("h3"), heading => heading.Value == "<script>alert('x')</script> & \"more\": FAIL");
        Assert.Single(Page.Descendants("script"));
    }

    [Fact]
    public void Failures_expand_to_their_reports()
    {
        var reports = Page.Descendants("details").Select(details => details.Value).ToArray();

        Assert.Equal(4, reports.Length);
        Assert.Contains("ratio −1 in 3 of 9 entries: the sign is wrong", reports[0], StringComparison.Ordinal);
        Assert.Contains("input 0[] → output []: analytic -0.27, numeric 0.27 ± ", reports[0], StringComparison.Ordinal);
        Assert.Equal("Failed. 4 of 20 cases have a wrong gradient or break a contract.", Page.Descendants("p").Single(p => ((string?)p.Attribute("class"))?.StartsWith("statement", StringComparison.Ordinal) == true).Value);
    }

    [Fact]
    public void Links_lead_to_rows()
    {
        string[] targets = [.. Page.Descendants("a").Select(link => (string)link.Attribute("href")!)];

        Assert.Equal(4, targets.Length);
        Assert.All(targets, target => Assert.Single(Page.Descendants("tr"), row => "#" + (string?)row.Attribute("id") == target));
    }

    [Fact]
    public void What_failed_comes_first_and_is_open()
    {
        string[][] verdicts = [.. Page.Descendants("table").Select(table => table.Elements("tbody").Select(body => (string)body.Attribute("data-verdict")!).ToArray())];

        Assert.Equal(["failed", "pass", "values only"], verdicts[0]);
        Assert.Equal(["failed", "failed", "inconclusive", "pass"], verdicts[1]);
        Assert.Equal(3, Page.Descendants("details").Count(details => details.Attribute("open") is not null));
    }

    [Fact]
    public void The_policy_admits_the_pages_own_script_only()
    {
        var script = Written.Html[(Written.Html.IndexOf("<script>", StringComparison.Ordinal) + 8)..Written.Html.IndexOf("</script>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script)));

        Assert.Contains($"script-src 'sha256-{hash}'", Written.Html, StringComparison.Ordinal);
        Assert.Equal("hidden", (string?)Page.Descendants("form").Single().Attribute("hidden"));
        Assert.Equal(["failed", "inconclusive", "pass", "values only"], Page.Descendants("input").Where(box => (string?)box.Attribute("name") == "verdict").Select(box => (string?)box.Attribute("value")));
    }

    [Fact]
    public void Nothing_comes_from_outside()
    {
        Assert.DoesNotMatch(Outside(), Written.Html);
        Assert.Contains("default-src 'none'", Written.Html, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", Written.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.MachineName, Written.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetDirectoryName(Outcome.Assembly)!, Written.Html, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"https?:|\bsrc=|\burl\(|@import|<link|<iframe")]
    private static partial Regex Outside();
}
