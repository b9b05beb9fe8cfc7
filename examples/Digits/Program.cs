namespace Digits;

/// <summary>Trains a small network on handwritten digits: <c>dotnet run -c Release --project examples/Digits -- --help</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            // The first Ctrl-C lets the batch finish, so that the last epoch's checkpoint stays whole; a second one ends at once.
            key.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };
        return CommandLine.Run(arguments, Console.Out, Console.Error, isTerminal: !Console.IsOutputRedirected, stop.Token);
    }
}
