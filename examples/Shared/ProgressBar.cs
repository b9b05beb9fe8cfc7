using Spectre.Console;

namespace Examples;

/// <summary>Runs a loop and shows how far it is: a bar in a terminal, ten plain lines in a file or a pipe.</summary>
internal static class ProgressBar
{
    private const int Lines = 10;

    /// <param name="steps">How often to go round.</param>
    /// <param name="step">Takes the step, from 1, and gives what to show beside it.</param>
    public static void Run(int steps, Func<int, string> step)
    {
        if (!Console.IsOutputRedirected)
        {
            AnsiConsole.Progress().Start(progress =>
            {
                var bar = progress.AddTask("…", maxValue: steps);
                for (var i = 1; i <= steps; i++)
                {
                    bar.Description = step(i);
                    bar.Increment(1);
                }
            });
            return;
        }

        AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors; // files need no colours
        for (var i = 1; i <= steps; i++)
        {
            var text = step(i);
            if (i * Lines / steps > (i - 1) * Lines / steps)
                Console.WriteLine($"{i}/{steps}  {text}");
        }
    }
}
