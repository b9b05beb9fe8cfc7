using System.Diagnostics;

namespace Autograd.Tapes;

/// <summary>Where an operation was called from, kept under <see cref="TapeOptions.Diagnose"/>.</summary>
/// <param name="File">The caller's source file, or null without debug information.</param>
/// <param name="Line">The caller's line.</param>
/// <param name="Module">The path of the module that was running, or an empty text.</param>
internal sealed record NodeOrigin(string? File, int Line, string Module)
{
    /// <summary>The innermost caller outside the framework's own assemblies.</summary>
    public static NodeOrigin Capture(string module)
    {
        var trace = new StackTrace(1, fNeedFileInfo: true);
        foreach (var frame in trace.GetFrames())
        {
            if (frame.GetFileName() is { } file && !IsFrameworkFile(file))
                return new NodeOrigin(file, frame.GetFileLineNumber(), module);
        }

        return new NodeOrigin(null, 0, module);
    }

    /// <summary>The place in a sentence: <c> in encoder.0 at Model.cs:17</c>, empty where nothing is known.</summary>
    public override string ToString()
    {
        var module = Module.Length > 0 ? $" in {Module}" : string.Empty;
        return File is null ? module : $"{module} at {Path.GetFileName(File)}:{Line}";
    }

    private static bool IsFrameworkFile(string file)
    {
        var path = file.Replace('\\', '/');
        return path.Contains("/src/Autograd/", StringComparison.Ordinal) || path.Contains("/src/Autograd.NN/", StringComparison.Ordinal)
            || path.Contains("/src/Autograd.GradCheck/", StringComparison.Ordinal);
    }
}
