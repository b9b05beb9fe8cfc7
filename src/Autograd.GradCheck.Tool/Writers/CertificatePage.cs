using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Subjects;

namespace Autograd.GradientChecking.Tool.Writers;

/// <summary>
/// The certificate as one page, well-formed as XML too: no script but its own few lines, which filter rows, and no font and no picture
/// from anywhere, which the page's own policy enforces. What did not pass comes first.
/// </summary>
internal sealed class CertificatePage
{
    private const string Dash = "–";

    private static readonly string Script = Resource("certificate.js");

    private static readonly string[] Groups = ["failed", "inconclusive", "kink", "pass", "values only"];

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _page = new();
    private readonly Certificate _certificate;
    private readonly int[] _orders;
    private readonly string[] _devices;

    private CertificatePage(Certificate certificate)
    {
        _certificate = certificate;
        _orders = [.. certificate.Orders()];
        _devices = [.. certificate.OtherDevices()];
    }

    /// <summary>The page.</summary>
    public static string Write(Certificate certificate) => new CertificatePage(certificate).Write();

    private bool HasMutations => _certificate.Mutations is not null;

    private static string Resource(string name)
    {
        using var stream = typeof(CertificatePage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>What the page's policy knows its script by.</summary>
    private static string Hash(string script) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    private static string GroupOf(OperationEntry operation) => operation.Verdict switch
    {
        null => "values only",
        Verdict.Pass => "pass",
        Verdict.Kink => "kink",
        Verdict.Inconclusive => "inconclusive",
        _ => "failed",
    };

    private static string Escaped(string text) => Encoder.Encode(text);

    private static string Class(Verdict? verdict) => verdict switch
    {
        null => "none",
        Verdict.Pass => "pass",
        Verdict.Kink => "kink",
        Verdict.Inconclusive => "inconclusive",
        _ => "fail",
    };

    private string Write()
    {
        Head();
        Header();
        Filter();
        Section("Operations", "Operation", SubjectKind.Operation);
        Section("Functions", "Function", SubjectKind.Function);
        Explanation();
        Line($"<script>{Script}</script>");
        Line("</body>");
        Line("</html>");
        return _page.ToString();
    }

    private void Head()
    {
        Line("<!DOCTYPE html>");
        Line("""<html lang="en">""");
        Line("<head>");
        Line("""<meta charset="utf-8"/>""");
        Line("""<meta name="viewport" content="width=device-width, initial-scale=1"/>""");
        Line($"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{Hash(Script)}'"/>""");
        Line($"<title>Gradient certificate: {Escaped(_certificate.About.Title)}</title>");
        Line($"<style>\n{Resource("certificate.css")}</style>");
        Line("</head>");
        Line("<body>");
    }

    private void Header()
    {
        var (about, options, summary) = (_certificate.About, _certificate.Options, _certificate.Summary);
        Line("<header>");
        Line("""<p class="kind">Gradient certificate</p>""");
        Line($"<h1>{Escaped(about.Title)}</h1>");
        Line($"""<p class="statement{(summary.Passed ? "" : " failed")}">{Statement(summary)}</p>""");
        WrongOnes();
        Line("""<dl class="facts">""");
        Fact("Assembly", _certificate.Assembly);
        Fact("Version", about.Release);
        Fact("Commit", about.Commit);
        Fact("Date", about.Date);
        Fact("Operations", CertificateText.Number(summary.Operations));
        Fact("Cases", CertificateText.Number(summary.Cases));
        Fact("Compared", CertificateText.Number(summary.Compared));
        Fact("Kinks", CertificateText.Number(summary.Kinks));
        Fact("Orders", options.Orders.ToString(CultureInfo.InvariantCulture));
        Fact("Seed", options.Seed.ToString(CultureInfo.InvariantCulture));
        Fact("Samples", options.IsQuick ? $"a spread; {CertificateText.Number(summary.LeftOut)} left out" : "all");
        Fact("Only", options.Filter);
        if (_certificate.Mutations is { } mutations)
            Fact("Mutants caught", $"{CertificateText.Number(mutations.Caught)} of {CertificateText.Number(mutations.Mutants)}");
        Line("</dl>");
        foreach (var reason in _certificate.Missing)
            Line($"""<p class="missing">Not checked: {Escaped(reason.ReplaceLineEndings(" ").TrimEnd())}</p>""");
        Line("</header>");
    }

    private static string Statement(Summary summary)
    {
        if (summary.Failed > 0)
            return $"<b>Failed.</b> {CertificateText.Number(summary.Failed)} of {CertificateText.Number(summary.Cases)} cases have a wrong gradient or break a contract.";
        var inconclusive = summary.Inconclusive == 0 ? "" : $" Of {CertificateText.Number(summary.Inconclusive)} more, nothing can be said.";
        return summary.Passed
            ? $"<b>Passed.</b> The gradients of {CertificateText.Number(summary.Cases - summary.Inconclusive)} cases agree with numerical differentiation.{inconclusive}"
            : $"<b>Inconclusive.</b> Of {CertificateText.Number(summary.Inconclusive)} of {CertificateText.Number(summary.Cases)} cases nothing can be said.";
    }

    private void WrongOnes()
    {
        var wrong = WorstFirst().Where(found => found.Operation.Reports.Count > 0).ToList();
        if (wrong.Count > 0)
            Line($"<p>See {string.Join(", ", wrong.Select(found => $"""<a href="#s{found.Id}">{Escaped(found.Operation.Name)}</a>"""))}.</p>");
    }

    /// <summary>By verdict, the worst first, then in the order of the names.</summary>
    private IEnumerable<(OperationEntry Operation, int Id)> WorstFirst() => _certificate.Operations
        .Select((operation, id) => (operation, id))
        .OrderByDescending(found => found.operation.Verdict is > Verdict.Kink and var verdict ? (int)verdict : 0);

    /// <summary>A field for names and a box for each kind of verdict there is; without scripts all rows stand as they are.</summary>
    private void Filter()
    {
        var counts = _certificate.Operations.GroupBy(GroupOf).ToDictionary(group => group.Key, group => group.Count());
        _page.Append("""<form id="filter" hidden="hidden"><input type="search" id="names" placeholder="Filter by name" aria-label="Filter by name"/>""");
        foreach (var group in Groups.Where(counts.ContainsKey))
            _page.Append(CultureInfo.InvariantCulture, $"""<label><input type="checkbox" name="verdict" value="{group}" checked="checked"/> {group} <i>{counts[group]}</i></label>""");
        Line("""<output id="shown"></output></form>""");
    }

    private void Mutants(MutationScore? score)
    {
        var style = score is null ? "none" : score.Caught == score.Mutants ? "cell pass" : "cell kink";
        _page.Append(CultureInfo.InvariantCulture, $"""<td class="{style}">{(score is null ? Dash : $"<b>{CertificateText.Score(score)}</b>")}</td>""");
    }

    private void Fact(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Line($"<div><dt>{name}</dt><dd>{Escaped(value)}</dd></div>");
    }

    private void Section(string heading, string column, SubjectKind kind)
    {
        if (!_certificate.Operations.Any(operation => operation.Kind == kind))
            return;
        Line($"<h2>{heading}</h2>");
        Line("""<div class="wide">""");
        Line("<table>");
        Line($"""<thead><tr><th colspan="2"></th><th colspan="{Math.Max(1, _orders.Length)}">{Cell.Float64} on {Cell.Cpu}: error / allowed</th><th>{Cell.Float32}: ulps</th>{string.Concat(_devices.Select(device => $"""<th colspan="2">on {Escaped(device)}: ulps</th>"""))}{(HasMutations ? "<th></th>" : string.Empty)}</tr>""");
        _page.Append($"<tr><th>{column}</th><th>Cases</th>");
        foreach (var order in _orders)
            _page.Append(CultureInfo.InvariantCulture, $"<th>{(order == 0 ? "Contracts" : $"Order {order}")}</th>");
        _page.Append("<th>Order 1</th>");
        foreach (var _ in _devices)
            _page.Append($"<th>{Cell.Float64}</th><th>{Cell.Float32}</th>");
        Line($"{(HasMutations ? "<th>Mutants caught</th>" : string.Empty)}</tr></thead>");
        foreach (var (operation, id) in WorstFirst().Where(found => found.Operation.Kind == kind))
            Row(operation, id);

        Line("</table>");
        Line("</div>");
    }

    private void Row(OperationEntry operation, int id)
    {
        Line($"""<tbody data-name="{Escaped(operation.Name.ToLowerInvariant())}" data-verdict="{GroupOf(operation)}">""");
        _page.Append(CultureInfo.InvariantCulture, $"""<tr id="s{id}"><th scope="row" title="{Escaped(operation.FullName)}">{Escaped(operation.Name)}</th>""");
        _page.Append(CultureInfo.InvariantCulture, $"""<td class="count">{(operation.Verdict is null ? "values only" : CertificateText.Number(operation.Cases))}</td>""");
        foreach (var order in _orders)
            Column(CertificateText.Find(operation, Cell.Float64, order));
        Column(CertificateText.Find(operation, Cell.Float32, 1));
        foreach (var device in _devices)
        {
            Column(CertificateText.Find(operation, Cell.Float64, 1, device));
            Column(CertificateText.Find(operation, Cell.Float32, 1, device));
        }

        if (HasMutations)
            Mutants(operation.Mutations);
        Line("</tr>");
        if (operation.Reports.Count > 0)
            Reports(operation);
        Line("</tbody>");
    }

    private void Column(Cell? cell)
    {
        if (cell is null)
        {
            _page.Append($"""<td class="none">{Dash}</td>""");
            return;
        }

        _page.Append(
            CultureInfo.InvariantCulture,
            $"""<td class="cell {Class(cell.Verdict)}"><span style="--w:{Width(cell)}%"><b>{cell.Verdict.Word()}</b><i>{CertificateText.Error(cell.Worst)}</i></span></td>""");
    }

    /// <summary>The bar behind an error: logarithmic, full where all that is allowed is used.</summary>
    private int Width(Cell cell)
    {
        var (part, decades) = cell.DType == Cell.Float32 || cell.Device != Cell.Cpu ? (cell.Worst / _certificate.Options.Float32Ulps, 4) : (cell.Worst, 9);
        return part <= 0 ? 0 : (int)Math.Round(100 * Math.Clamp(1 + (Math.Log10(part) / decades), 0, 1));
    }

    private void Reports(OperationEntry operation)
    {
        Line($"""<tr class="report {Class(operation.Verdict)}"><td colspan="{_orders.Length + 3 + (2 * _devices.Length) + (HasMutations ? 1 : 0)}">""");
        Line($"<details{(operation.Verdict is Verdict.Fail or Verdict.NonDeterministic ? " open=\"open\"" : string.Empty)}><summary>{CertificateText.Number(operation.Reports.Count)} of {CertificateText.Number(operation.Cases)} cases did not pass</summary>");
        foreach (var report in operation.Reports)
        {
            Line($"<h3>{Escaped(report.Case)}: {report.Verdict.Word()}</h3>");
            Line("<ul>");
            foreach (var check in report.Checks)
            {
                _page.Append($"<li>{check.Verdict.Word()}: {Escaped(check.Name)}");
                if (check.Diagnosis is not null)
                    _page.Append($" {Dash} {Escaped(check.Diagnosis)}");
                if (check.Entry is not null)
                    _page.Append($"<code>{Escaped(check.Entry)}</code>");
                Line("</li>");
            }

            Line("</ul>");
        }

        Line("</details></td></tr>");
    }

    private void Explanation()
    {
        var options = _certificate.Options;
        Line("<h2>How to read this</h2>");
        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"<p>Each case is a function at a point, given by a sample. In float64 every derivative of the order named is compared with extrapolated differences of the order below, which come with an error bar. The number is the worst difference as a part of what is allowed, {options.AbsoluteTolerance:0e0} + {options.RelativeTolerance:0e0} · size + 4 error bars; above 1 is a failure. The bar behind it is logarithmic. Contracts compare the framework with itself: transposed, offset and repeated layouts, one Variable in two places, the same bits twice, untouched inputs.</p>"));
        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"<p>In float32 the gradient is compared with the float64 gradient at the same point, in half units of the last place scaled by how much the rounding of the inputs alone moves it; {options.Float32Ulps:0} are allowed. Other devices are held against the processor's float64 gradient in the same way.</p>"));
        if (HasMutations)
            Line("<p>Mutants are derivatives with one mistake planted, a sign, a factor, a term, an index: the tests must notice each.</p>");
        Line("""<dl class="words">""");
        Word(Verdict.Pass, "Both agree, and the error bar is well below the tolerance.");
        Word(Verdict.Kink, "The slopes on both sides differ, and the gradient lies between them: a valid subgradient.");
        Word(Verdict.Inconclusive, "The differences prove nothing: values are not finite or jump, or the error bar is too wide.");
        Word(Verdict.NonDeterministic, "The same call gave other bits, so differences mean nothing.");
        Word(Verdict.Fail, "Both differ by more than tolerance and error bar, or a contract is broken.");
        Line("</dl>");
        Line("<footer>Written by autograd-gradcheck. The same assembly, options and seed on the same kind of processor give the same page.</footer>");
    }

    private void Word(Verdict verdict, string meaning) => Line($"<dt>{verdict.Word()}</dt><dd>{meaning}</dd>");

    private void Line(string text) => _page.Append(text).Append('\n');
}
