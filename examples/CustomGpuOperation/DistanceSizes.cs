namespace CustomGpuOperation;

/// <summary>How many points and centres there are, and their length: kernels take structs of numbers by value.</summary>
/// <param name="Points">n.</param>
/// <param name="Centres">m.</param>
/// <param name="Length">How many numbers a point is.</param>
public readonly record struct DistanceSizes(int Points, int Centres, int Length);
