using System.Globalization;

namespace Autograd;

/// <summary>Settings of the whole process.</summary>
public static class AutogradOptions
{
    private const string ThreadsVariable = "AUTOGRAD_THREADS";

    private static int _threads = InitialThreads(Environment.GetEnvironmentVariable(ThreadsVariable));

    /// <summary>
    /// How many threads a kernel on the CPU may use, the calling one included. At first the processors this process may use
    /// (a container's limit counts), or the environment variable <c>AUTOGRAD_THREADS</c> where it is set.
    /// Results are the same bits whatever it is; a change takes effect at the next operation. Threads that compute at the same time share
    /// these: a kernel then takes half of them at most.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public static int Threads
    {
        get => Volatile.Read(ref _threads);
        set
        {
            if (value < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value), $"threads: {value} is less than 1; use 1 to compute on the calling thread alone");
            }

            Volatile.Write(ref _threads, value);
        }
    }

    /// <summary>The count the process starts with, given the environment variable's text.</summary>
    internal static int InitialThreads(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Environment.ProcessorCount;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads >= 1
            ? threads
            : throw new InvalidOperationException(
                $"threads: {ThreadsVariable} is \"{text}\", not a whole number of at least 1; correct or unset it");
    }
}
