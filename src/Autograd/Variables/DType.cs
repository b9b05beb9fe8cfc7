namespace Autograd;

/// <summary>The type of a Variable's elements, a value and not a type parameter, so that one user function runs in every precision.</summary>
public enum DType : byte
{
    /// <summary>32-bit IEEE 754 number, the default.</summary>
    Float32,

    /// <summary>64-bit IEEE 754 number, what gradients are proved in.</summary>
    Float64,

    /// <summary>32-bit signed integer.</summary>
    Int32,

    /// <summary>64-bit signed integer.</summary>
    Int64,

    /// <summary>Truth value, one byte, 0 or 1.</summary>
    Bool,

    /// <summary>16-bit IEEE 754 number (<see cref="Half"/>), a storage format: cast before computing.</summary>
    Float16,

    /// <summary>The upper half of a 32-bit number (<see cref="Autograd.BFloat16"/>), a storage format: cast before computing.</summary>
    BFloat16,
}
