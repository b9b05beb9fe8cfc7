namespace Autograd.Backends;

/// <summary>What every backend refuses, with the same words.</summary>
internal static class BackendChecks
{
    /// <summary>Whether what is to be written has room.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void Write(ReadOnlySpan<byte> source, Storage target)
    {
        if (source.Length > target.Bytes)
            throw Errors.Argument("write", $"{source.Length} bytes do not fit into {target.Bytes}", "give at most the storage's bytes");
    }

    /// <summary>Whether what is to be read is there.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static void Read(Storage source, ReadOnlySpan<byte> target)
    {
        if (target.Length > source.Bytes)
            throw Errors.Argument("read", $"{target.Length} bytes are more than the {source.Bytes} there", "ask for at most the storage's bytes");
    }

    /// <summary>The error about a type that an operation has no kernel for.</summary>
    public static NotSupportedException NoKernel(string operation, DType dtype) =>
        Errors.Unsupported(operation, $"no kernel for {dtype.Name()} elements", "cast first, x.To(DType.Float32)");

    /// <summary>The error about random numbers that there are not of a type.</summary>
    public static NotSupportedException NoNumbers(RandomDistribution distribution, DType dtype) =>
        Errors.Unsupported("random", $"no {distribution} numbers of {dtype.Name()}", "fill float32 and cast");
}
