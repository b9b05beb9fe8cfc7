namespace Autograd.NN;

/// <summary>Replaces a file as a whole: a reader sees the old content or the new, and a failure leaves the old.</summary>
internal static class AtomicFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>
    /// Runs <paramref name="write"/> on a temporary file in the folder of <paramref name="path"/> (a rename is atomic only
    /// within one file system), flushes it to the disk and moves it over <paramref name="path"/>.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        var temporary = Path.Combine(
            Path.GetDirectoryName(target) ?? target, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        // Outside the try: what could not be created here is not ours to delete.
        var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception failure)
        {
            Remove(temporary, failure);
            throw;
        }
    }

    private static void Remove(string temporary, Exception failure)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one worth reporting; it only also says what was left behind.
            failure.Data["temporary file left behind"] = temporary;
        }
    }
}
