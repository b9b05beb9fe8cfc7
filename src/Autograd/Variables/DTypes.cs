namespace Autograd;

/// <summary>What is known of each <see cref="DType"/>: size, name, kind, and how two of them combine.</summary>
public static class DTypes
{
    /// <summary>Bytes an element takes.</summary>
    /// <param name="dtype">The element type.</param>
    public static int Size(this DType dtype) => dtype switch
    {
        DType.Float64 or DType.Int64 => 8,
        DType.Float32 or DType.Int32 => 4,
        DType.Float16 or DType.BFloat16 => 2,
        _ => 1,
    };

    /// <summary>The name used in messages and displays: float32, int64, bool, …</summary>
    /// <param name="dtype">The element type.</param>
    public static string Name(this DType dtype) => dtype switch
    {
        DType.Float32 => "float32",
        DType.Float64 => "float64",
        DType.Int32 => "int32",
        DType.Int64 => "int64",
        DType.Bool => "bool",
        DType.Float16 => "float16",
        _ => "bfloat16",
    };

    /// <summary>The display's short name: f32, i64, b1, …</summary>
    internal static string ShortName(this DType dtype) => dtype switch
    {
        DType.Float32 => "f32",
        DType.Float64 => "f64",
        DType.Int32 => "i32",
        DType.Int64 => "i64",
        DType.Bool => "b1",
        DType.Float16 => "f16",
        _ => "bf16",
    };

    /// <summary>The C# type's name, for remedies.</summary>
    internal static string CSharpName(this DType dtype) => dtype switch
    {
        DType.Float32 => "float",
        DType.Float64 => "double",
        DType.Int32 => "int",
        DType.Int64 => "long",
        DType.Bool => "bool",
        DType.Float16 => "Half",
        _ => "BFloat16",
    };

    /// <summary>Whether arithmetic and gradients are defined: float32 and float64.</summary>
    /// <param name="dtype">The element type.</param>
    public static bool IsFloat(this DType dtype) => dtype is DType.Float32 or DType.Float64;

    /// <summary>Whether the elements are int32 or int64.</summary>
    /// <param name="dtype">The element type.</param>
    public static bool IsInteger(this DType dtype) => dtype is DType.Int32 or DType.Int64;

    /// <summary>Whether the type only stores numbers, and is cast before computing: float16 and bfloat16.</summary>
    /// <param name="dtype">The element type.</param>
    public static bool IsStorageOnly(this DType dtype) => dtype is DType.Float16 or DType.BFloat16;

    /// <summary>The element type of a C# type.</summary>
    /// <typeparam name="T">float, double, int, long, bool, Half or BFloat16.</typeparam>
    /// <exception cref="NotSupportedException">Another type.</exception>
    public static DType Of<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return DType.Float32;
        if (typeof(T) == typeof(double))
            return DType.Float64;
        if (typeof(T) == typeof(int))
            return DType.Int32;
        if (typeof(T) == typeof(long))
            return DType.Int64;
        if (typeof(T) == typeof(bool))
            return DType.Bool;
        if (typeof(T) == typeof(Half))
            return DType.Float16;
        if (typeof(T) == typeof(BFloat16))
            return DType.BFloat16;
        throw Errors.Unsupported("dtype", $"no dtype has elements of {typeof(T).Name}", "use float, double, int, long, bool, Half or BFloat16");
    }

    /// <summary>
    /// The type two operands compute in: equal types stay; bool gives way to numbers, integers to floats, int32 to int64;
    /// float32 with float64 is an error, because one of them was not meant.
    /// </summary>
    internal static DType Promote(string operation, DType a, DType b)
    {
        if (a == b)
            return a;
        if (a.IsStorageOnly() || b.IsStorageOnly())
        {
            var storage = a.IsStorageOnly() ? a : b;
            throw Errors.Argument(operation, $"{storage.Name()} is a storage format", "cast it first, x.To(DType.Float32)");
        }

        if (a.IsFloat() && b.IsFloat())
            throw Errors.Argument(operation, $"operands are {a.Name()} and {b.Name()}", "cast one of them, x.To(DType.Float64) or x.To(DType.Float32)");
        if (a.IsFloat() || b == DType.Bool)
            return a;
        if (b.IsFloat() || a == DType.Bool)
            return b;
        return DType.Int64;
    }
}
