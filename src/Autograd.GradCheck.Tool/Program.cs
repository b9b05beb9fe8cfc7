namespace Autograd.GradientChecking.Tool;

/// <summary>The gradient checker as a program: <c>autograd-gradcheck ASSEMBLY</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            // The first Ctrl-C ends the run in order, within one check; a second one ends at once.
            key.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };
        return CommandLine.Run(arguments, Console.Out, Console.Error, isTerminal: !Console.IsOutputRedirected, stop.Token);
    }
}
