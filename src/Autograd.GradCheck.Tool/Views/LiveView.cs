using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Writers;
using Spectre.Console;

namespace Autograd.GradientChecking.Tool.Views;

/// <summary>A progress bar and colours, in a terminal.</summary>
internal sealed class LiveView : IRunView
{
    private ProgressTask? _task;

    public void Note(string text) => AnsiConsole.MarkupLineInterpolated($"[yellow]note: {text}[/]");

    public void Run(int subjects, Action checks) => AnsiConsole.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            _task = context.AddTask("checking", maxValue: subjects);
            checks();
        });

    public void Begin(string subject)
    {
        if (_task is not null)
            _task.Description = Markup.Escape(subject);
    }

    public void End() => _task?.Increment(1);

    public void Report(string text) => AnsiConsole.WriteLine(text + "\n");

    public void Show(Certificate certificate)
    {
        var table = new Table().Border(TableBorder.SimpleHeavy);
        var rows = CertificateText.Rows(certificate);
        foreach (var heading in rows[0])
            table.AddColumn(new TableColumn(Markup.Escape(heading)));
        for (var i = 1; i < rows.Count; i++)
            table.AddRow([.. rows[i].Select(Coloured)]);
        AnsiConsole.Write(table);
        foreach (var line in CertificateText.Reports(certificate))
            AnsiConsole.WriteLine(line);
        AnsiConsole.MarkupLine($"[{(certificate.Summary.Passed ? "green" : "red")} bold]{Markup.Escape(CertificateText.Summary(certificate))}[/]");
    }

    private static string Coloured(string cell)
    {
        var text = Markup.Escape(cell);
        return cell.Split(' ')[0] switch
        {
            "pass" => $"[green]pass[/]{text[4..]}",
            "kink" or "inconclusive" => $"[yellow]{text}[/]",
            "FAIL" or "other" => $"[red bold]{text}[/]",
            _ => text,
        };
    }
}
