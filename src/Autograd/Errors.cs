namespace Autograd;

/// <summary>
/// Builds every error the framework throws, so that all read alike: <c>op: fact with values; remedy</c>.
/// </summary>
internal static class Errors
{
    /// <summary>A wrong argument: shapes, ranges, data.</summary>
    public static ArgumentException Argument(string operation, string fact, string remedy) => new(Text(operation, fact, remedy));

    /// <summary>A call in the wrong state.</summary>
    public static InvalidOperationException State(string operation, string fact, string remedy) => new(Text(operation, fact, remedy));

    /// <summary>Something the operation, the dtype or the device cannot do.</summary>
    public static NotSupportedException Unsupported(string operation, string fact, string remedy) => new(Text(operation, fact, remedy));

    /// <summary>A tape or scope used after its end.</summary>
    public static ObjectDisposedException Disposed(string operation, string fact, string remedy) => new(null, Text(operation, fact, remedy));

    private static string Text(string operation, string fact, string remedy) => $"{operation}: {fact}; {remedy}";
}
