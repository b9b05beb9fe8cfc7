using System.Globalization;
using Autograd.NN;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Digits.Views;

/// <summary>A panel that redraws itself in a terminal.</summary>
internal sealed class LiveView : ITrainingView
{
    private const int BarWidth = 40;
    private const int ShownEpochs = 8;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly List<(Progress Progress, double Accuracy)> _epochs = [];
    private LiveDisplayContext? _display;
    private DateTime _shown;

    public void Begin(Settings settings, DigitData data, Module model)
    {
        AnsiConsole.WriteLine(model.Summary().ToString());
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"[bold]{data.TrainCount}[/] digits to train on, [bold]{data.TestCount}[/] to test on, seed {settings.Seed}; Ctrl-C stops");
    }

    public void Run(Action training) => AnsiConsole.Live(new Markup("…")).Start(display =>
    {
        _display = display;
        training();
    });

    public void Step(Progress progress)
    {
        if (DateTime.UtcNow - _shown < Pace)
            return;
        _shown = DateTime.UtcNow;
        _display?.UpdateTarget(Panel(progress));
    }

    public void EndEpoch(Progress progress, double accuracy)
    {
        _epochs.Add((progress, accuracy));
        _display?.UpdateTarget(Panel(progress));
    }

    public void Stop(string message) => AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]{message}[/]");

    public void End(Settings settings, Progress progress, Evaluation result, bool isReloadedSame)
    {
        var table = new Table().Title("digit taken for").Border(TableBorder.Rounded).AddColumn(string.Empty);
        for (var column = 0; column < DigitData.Classes; column++)
            table.AddColumn(new TableColumn($"{column}").RightAligned());
        for (var row = 0; row < DigitData.Classes; row++)
        {
            var counts = Enumerable.Range(0, DigitData.Classes).Select(column => (column, Count: result.Confusion[row, column]));
            table.AddRow([$"[bold]{row}[/]", .. counts.Select(cell => Cell(cell.Count, cell.column == row))]);
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"trained {progress.FinishedEpochs} epochs in {progress.Time.TotalSeconds:F2} s, test accuracy [bold green]{result.Accuracy:P2}[/]");
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{Words.Reloaded(settings, isReloadedSame)}");
    }

    private static string Cell(int count, bool isRight) =>
        count == 0 ? "[grey]·[/]" : isRight ? $"[green]{count}[/]" : $"[red]{count}[/]";

    private Panel Panel(Progress progress)
    {
        var done = (int)(BarWidth * progress.Share);
        var lines = new List<IRenderable>
        {
            new Markup($"[green]{new string('━', done)}[/][grey]{new string('━', BarWidth - done)}[/] {progress.Share.ToString("P0", CultureInfo.InvariantCulture)}"),
            Line($"epoch {progress.Epoch}/{progress.Epochs}   batch {progress.Batch}/{progress.Batches}   loss {progress.Loss:F4}"),
            Line($"{progress.SamplesPerSecond:N0} samples/s   left {progress.Left:hh\\:mm\\:ss}"),
        };
        lines.AddRange(_epochs.TakeLast(ShownEpochs).Select(epoch =>
            Line($"epoch {epoch.Progress.Epoch,3}   loss {epoch.Progress.Loss:F4}   accuracy {epoch.Accuracy:P2}")));
        return new Panel(new Rows(lines)).Header("training").Border(BoxBorder.Rounded);
    }

    private static Text Line(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));
}
