using System.Diagnostics;

namespace Autograd.Tapes;

/// <summary>Where an operation was called from, kept under <see cref="TapeOptions.Diagnose"/>.</summary>
/// <param name="File">The caller's source file, or null without debug information.</param>
/// <param name="Line">The caller's line.</param>
/// <param name="Module">The path of the module that was running, or an empty text.</param>
/// <param name="DerivativeOf">In a recorded walk, the operation whose derivative this is a part of; null in the forward pass.</param>
internal sealed record NodeOrigin(string? File, int Line, string Module, string? DerivativeOf = null)
{
    /// <summary>
    /// The innermost caller outside the framework's own assemblies. What a recorded walk computes is where the walked operation
    /// is, unless its derivative is written outside too.
    /// </summary>
    /// <param name="module">The module path that is running.</param>
    /// <param name="walked">The node whose derivative a recorded walk is computing, or null.</param>
    public static NodeOrigin Capture(string module, TapeNode? walked)
    {
        var derivative = walked is null ? null : NameOf(walked);
        if (walked is not null)
            module = walked.Origin?.Module ?? module;
        var trace = new StackTrace(1, fNeedFileInfo: true);
        foreach (var frame in trace.GetFrames())
        {
            if (frame.GetFileName() is not { } file)
                continue;
            if (walked is not null && IsWalkFile(file))
                return new NodeOrigin(walked.Origin?.File, walked.Origin?.Line ?? 0, module, derivative);
            if (!IsFrameworkFile(file))
                return new NodeOrigin(file, frame.GetFileLineNumber(), module, derivative);
        }

        return new NodeOrigin(null, 0, module, derivative);
    }

    /// <summary>The place in a sentence: <c> in encoder.0 at Model.cs:17</c>, empty where nothing is known.</summary>
    public override string ToString()
    {
        var module = Module.Length > 0 ? $" in {Module}" : string.Empty;
        var place = File is null ? module : $"{module} at {Path.GetFileName(File)}:{Line}";
        return DerivativeOf is null ? place : $"{place} in the derivative of {DerivativeOf}";
    }

    private static string NameOf(TapeNode node) =>
        node.Origin?.DerivativeOf is { } outer ? $"{node.Operation!.Name} in the derivative of {outer}" : node.Operation!.Name;

    private static bool IsWalkFile(string file) => file.Replace('\\', '/').Contains("/src/Autograd/Tapes/Walk.", StringComparison.Ordinal);

    private static bool IsFrameworkFile(string file)
    {
        var path = file.Replace('\\', '/');
        return path.Contains("/src/Autograd/", StringComparison.Ordinal) || path.Contains("/src/Autograd.NN/", StringComparison.Ordinal)
            || path.Contains("/src/Autograd.GradCheck/", StringComparison.Ordinal);
    }
}
