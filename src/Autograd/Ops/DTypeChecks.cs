namespace Autograd.Ops;

/// <summary>Which element types an operation takes, checked in one place.</summary>
internal static class DTypeChecks
{
    public static void Elementwise(string operation, DType dtype, bool takesIntegers)
    {
        if (dtype.IsFloat() || (takesIntegers && dtype.IsInteger()))
            return;
        throw Errors.Argument(operation, $"elements are {dtype.Name()}", "cast first, x.To(DType.Float32)");
    }

    public static void Float(string operation, Variable x) => Elementwise(operation, x.DType, takesIntegers: false);

    public static void Index(string operation, Variable index)
    {
        if (!index.DType.IsInteger())
            throw Errors.Argument(operation, $"the indices are {index.DType.Name()}", "give int64 or int32");
    }
}
