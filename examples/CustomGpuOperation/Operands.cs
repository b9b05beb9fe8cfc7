using ILGPU;

namespace CustomGpuOperation;

/// <summary>Both inputs' elements: a struct may hold views too.</summary>
/// <param name="X">[n, length].</param>
/// <param name="C">[m, length].</param>
public readonly record struct Operands(ArrayView<float> X, ArrayView<float> C);
