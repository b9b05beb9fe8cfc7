using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Subjects;

namespace Autograd.GradientChecking.Tool.Writers;

/// <summary>
/// The certificate as one page, well-formed as XML too: no script, no font and no picture from anywhere, which the page's own
/// policy enforces.
/// </summary>
internal sealed class CertificatePage
{
    private const string Dash = "–";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _page = new();
    private readonly Certificate _certificate;
    private readonly int[] _orders;

    private CertificatePage(Certificate certificate)
    {
        _certificate = certificate;
        _orders = [.. certificate.Orders()];
    }

    /// <summary>The page.</summary>
    public static string Write(Certificate certificate) => new CertificatePage(certificate).Write();

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
        Section("Operations", "Operation", SubjectKind.Operation);
        Section("Functions", "Function", SubjectKind.Function);
        Explanation();
        Line("</body>");
        Line("</html>");
        return _page.ToString();
    }

    private void Head()
    {
        using var stream = typeof(CertificatePage).Assembly.GetManifestResourceStream("certificate.css")!;
        using var reader = new StreamReader(stream);
        Line("<!DOCTYPE html>");
        Line("""<html lang="en">""");
        Line("<head>");
        Line("""<meta charset="utf-8"/>""");
        Line("""<meta name="viewport" content="width=device-width, initial-scale=1"/>""");
        Line("""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>""");
        Line($"<title>Gradient certificate: {Escaped(_certificate.About.Title)}</title>");
        Line($"<style>\n{reader.ReadToEnd().ReplaceLineEndings("\n")}</style>");
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
        Line("</dl>");
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
        var wrong = _certificate.Operations.Select((operation, id) => (operation, id)).Where(found => found.operation.Reports.Count > 0).ToList();
        if (wrong.Count > 0)
            Line($"<p>See {string.Join(", ", wrong.Select(found => $"""<a href="#s{found.id}">{Escaped(found.operation.Name)}</a>"""))}.</p>");
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
        var devices = string.Join(", ", _certificate.Operations.SelectMany(operation => operation.Cells).Select(cell => cell.Device).Distinct().Order(StringComparer.Ordinal));
        Line($"<h2>{heading}</h2>");
        Line("""<div class="wide">""");
        Line("<table>");
        Line($"""<thead><tr><th colspan="2"></th><th colspan="{Math.Max(1, _orders.Length)}">{Cell.Float64} on {Escaped(devices)}: error / allowed</th><th>{Cell.Float32} on {Escaped(devices)}: ulps</th></tr>""");
        _page.Append($"<tr><th>{column}</th><th>Cases</th>");
        foreach (var order in _orders)
            _page.Append(CultureInfo.InvariantCulture, $"<th>{(order == 0 ? "Contracts" : $"Order {order}")}</th>");
        Line("<th>Order 1</th></tr></thead>");
        Line("<tbody>");
        for (var id = 0; id < _certificate.Operations.Count; id++)
        {
            if (_certificate.Operations[id].Kind == kind)
                Row(_certificate.Operations[id], id);
        }

        Line("</tbody>");
        Line("</table>");
        Line("</div>");
    }

    private void Row(OperationEntry operation, int id)
    {
        _page.Append(CultureInfo.InvariantCulture, $"""<tr id="s{id}"><th scope="row" title="{Escaped(operation.FullName)}">{Escaped(operation.Name)}</th>""");
        _page.Append(CultureInfo.InvariantCulture, $"""<td class="count">{(operation.Verdict is null ? "values only" : CertificateText.Number(operation.Cases))}</td>""");
        foreach (var order in _orders)
            Column(CertificateText.Find(operation, Cell.Float64, order));
        Column(CertificateText.Find(operation, Cell.Float32, 1));
        Line("</tr>");
        if (operation.Reports.Count > 0)
            Reports(operation);
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
        var (part, decades) = cell.DType == Cell.Float32 ? (cell.Worst / _certificate.Options.Float32Ulps, 4) : (cell.Worst, 9);
        return part <= 0 ? 0 : (int)Math.Round(100 * Math.Clamp(1 + (Math.Log10(part) / decades), 0, 1));
    }

    private void Reports(OperationEntry operation)
    {
        Line($"""<tr class="report {Class(operation.Verdict)}"><td colspan="{_orders.Length + 3}">""");
        Line($"<details><summary>{CertificateText.Number(operation.Reports.Count)} of {CertificateText.Number(operation.Cases)} cases did not pass</summary>");
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
            $"<p>In float32 the gradient is compared with the float64 gradient at the same point, in half units of the last place scaled by how much the rounding of the inputs alone moves it; {options.Float32Ulps:0} are allowed.</p>"));
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
