using Autograd.Ops;

namespace Autograd.Backends;

/// <summary>
/// What a device must do. The methods are generic over rules (structs with static members), never over operations: a new
/// operation needs no change here. Arguments arrive validated: dtypes equal where they must be, shapes equal (broadcasting
/// is a view with stride 0), results contiguous unless said otherwise. Fused kernels are optional interfaces beside this
/// one (<see cref="IConvolutionKernels"/>, …); where a device lacks one, the operation runs its decomposition.
/// </summary>
public interface IBackend
{
    /// <summary>The device this backend runs.</summary>
    Device Device { get; }

    /// <summary>Why the device cannot hold elements of a type, or null where it can.</summary>
    /// <param name="dtype">The element type.</param>
    string? WhyUnsupported(DType dtype);

    /// <summary>Memory with unspecified content.</summary>
    /// <param name="dtype">The element type.</param>
    /// <param name="count">How many elements.</param>
    /// <param name="pooled">Whether it will come back through <see cref="Release"/>; otherwise the collector frees it.</param>
    Storage Allocate(DType dtype, long count, bool pooled);

    /// <summary>Takes memory back for reuse; every Variable on it becomes stale.</summary>
    /// <param name="storage">What <see cref="Allocate"/> gave.</param>
    void Release(Storage storage);

    /// <summary>Copies host bytes to the start of a storage.</summary>
    /// <param name="source">The elements' bytes.</param>
    /// <param name="target">The storage.</param>
    void Write(ReadOnlySpan<byte> source, Storage target);

    /// <summary>Copies a storage's bytes, from its start, to the host; waits for queued work.</summary>
    /// <param name="source">The storage.</param>
    /// <param name="target">Where the bytes go.</param>
    void Read(Storage source, Span<byte> target);

    /// <summary>Waits until everything queued has run; data-dependent errors surface here.</summary>
    void Synchronize();

    /// <summary>Every element of <paramref name="y"/> becomes <paramref name="value"/>, converted.</summary>
    /// <param name="y">The target, any strides without repeats.</param>
    /// <param name="value">The value.</param>
    void Fill(in TensorView y, double value);

    /// <summary>Copies elements of any layout, converting between dtypes.</summary>
    /// <param name="x">The source, any strides.</param>
    /// <param name="y">The target of the same shape, any strides without repeats.</param>
    void Copy(in TensorView x, in TensorView y);

    /// <summary>y ← y + x, in place.</summary>
    /// <param name="x">The addend, any strides.</param>
    /// <param name="y">The sum, any strides without repeats.</param>
    void Accumulate(in TensorView x, in TensorView y);

    /// <summary>y = Value(x), elementwise.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="x">The input, any strides.</param>
    /// <param name="y">The result.</param>
    void Unary<TRule>(in TensorView x, in TensorView y)
        where TRule : struct, IUnaryRule;

    /// <summary>dx = dy · Partial(x, y) in one pass; a zero cotangent is a strong zero. Only what the rule's Saves names is read.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="x">The input, or any view where not saved.</param>
    /// <param name="y">The output, or any view where not saved.</param>
    /// <param name="dy">The output's cotangent, any strides.</param>
    /// <param name="dx">The input's cotangent; may be <paramref name="dy"/>'s own memory.</param>
    void UnaryVjp<TRule>(in TensorView x, in TensorView y, in TensorView dy, in TensorView dx)
        where TRule : struct, IUnaryRule;

    /// <summary>y = Value(a, b), elementwise.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="a">The first input, any strides.</param>
    /// <param name="b">The second input, any strides.</param>
    /// <param name="y">The result.</param>
    void Binary<TRule>(in TensorView a, in TensorView b, in TensorView y)
        where TRule : struct, IBinaryRule;

    /// <summary>da = dy · PartialFirst, db = dy · PartialSecond in one pass, with strong zeros; either may be left out.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="a">The first input, or any view where not saved.</param>
    /// <param name="b">The second input, or any view where not saved.</param>
    /// <param name="y">The output, or any view where not saved.</param>
    /// <param name="dy">The output's cotangent, any strides.</param>
    /// <param name="da">The first input's cotangent, or null; may be <paramref name="dy"/>'s own memory.</param>
    /// <param name="db">The second input's cotangent, or null.</param>
    void BinaryVjp<TRule>(in TensorView a, in TensorView b, in TensorView y, in TensorView dy, in TensorView? da, in TensorView? db)
        where TRule : struct, IBinaryRule;

    /// <summary>y = Value(a, b, c), elementwise.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="a">The first input, any strides.</param>
    /// <param name="b">The second input, any strides.</param>
    /// <param name="c">The third input, any strides.</param>
    /// <param name="y">The result.</param>
    void Ternary<TRule>(in TensorView a, in TensorView b, in TensorView c, in TensorView y)
        where TRule : struct, ITernaryRule;

    /// <summary>dx = dy · the partial derivative by one of the inputs, in one pass, with strong zeros.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="a">The first input, or any view where not saved.</param>
    /// <param name="b">The second input, or any view where not saved.</param>
    /// <param name="c">The third input, or any view where not saved.</param>
    /// <param name="y">The output, or any view where not saved.</param>
    /// <param name="dy">The output's cotangent, any strides.</param>
    /// <param name="input">Which input: 0, 1 or 2.</param>
    /// <param name="dx">That input's cotangent; may be <paramref name="dy"/>'s own memory.</param>
    void TernaryVjp<TRule>(in TensorView a, in TensorView b, in TensorView c, in TensorView y, in TensorView dy, int input, in TensorView dx)
        where TRule : struct, ITernaryRule;

    /// <summary>y = Holds(a, b), elementwise.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="a">The first input, any strides.</param>
    /// <param name="b">The second input of the same dtype, any strides.</param>
    /// <param name="y">The result, bool.</param>
    void Compare<TRule>(in TensorView a, in TensorView b, in TensorView y)
        where TRule : struct, ICompareRule;

    /// <summary>y = condition ? a : b, elementwise.</summary>
    /// <param name="condition">bool, any strides.</param>
    /// <param name="a">Taken where true, any strides.</param>
    /// <param name="b">Taken where false, any strides.</param>
    /// <param name="y">The result.</param>
    void Select(in TensorView condition, in TensorView a, in TensorView b, in TensorView y);

    /// <summary>Reduces the middle axis of a contiguous [outer, length, inner] array by a fixed tree.</summary>
    /// <typeparam name="TRule">The rule.</typeparam>
    /// <param name="x">The input, contiguous.</param>
    /// <param name="y">The result, outer × inner elements, contiguous.</param>
    /// <param name="outer">Axes before, multiplied.</param>
    /// <param name="length">Elements reduced into one.</param>
    /// <param name="inner">Axes behind, multiplied.</param>
    void Reduce<TRule>(in TensorView x, in TensorView y, long outer, long length, long inner)
        where TRule : struct, IReductionRule;

    /// <summary>c = a·b (+ bias), the last two axes matrices, the axes before a batch.</summary>
    /// <param name="a">[…, m, k], any strides.</param>
    /// <param name="b">[…, k, n], any strides.</param>
    /// <param name="c">[…, m, n], contiguous.</param>
    /// <param name="bias">[n], contiguous, added to every row, or null.</param>
    void MatMul(in TensorView a, in TensorView b, in TensorView c, in TensorView? bias);

    /// <summary>y[o, i, r] = x[o, index[i], r] over contiguous arrays.</summary>
    /// <param name="x">[outer, length, inner], contiguous.</param>
    /// <param name="index">[count], int64, contiguous, already known to be in range on the CPU.</param>
    /// <param name="y">[outer, count, inner], contiguous.</param>
    /// <param name="outer">Axes before the selected one, multiplied.</param>
    /// <param name="inner">Axes behind, multiplied.</param>
    void IndexSelect(in TensorView x, in TensorView index, in TensorView y, long outer, long inner);

    /// <summary>x[o, index[i], r] += y[o, i, r], in the order of i: repeated indices give the same bits always.</summary>
    /// <param name="y">[outer, count, inner], contiguous.</param>
    /// <param name="index">[count], int64, contiguous.</param>
    /// <param name="x">[outer, length, inner], contiguous.</param>
    /// <param name="outer">Axes before the selected one, multiplied.</param>
    /// <param name="inner">Axes behind, multiplied.</param>
    void IndexAdd(in TensorView y, in TensorView index, in TensorView x, long outer, long inner);

    /// <summary>y[o, i, r] = x[o, index[o, i, r], r] over contiguous arrays.</summary>
    /// <param name="x">[outer, length, inner], contiguous.</param>
    /// <param name="index">[outer, count, inner], int64, contiguous.</param>
    /// <param name="y">[outer, count, inner], contiguous.</param>
    /// <param name="outer">Axes before the gathered one, multiplied.</param>
    /// <param name="inner">Axes behind, multiplied.</param>
    void Gather(in TensorView x, in TensorView index, in TensorView y, long outer, long inner);

    /// <summary>x[o, index[o, i, r], r] += y[o, i, r], in the order of i.</summary>
    /// <param name="y">[outer, count, inner], contiguous.</param>
    /// <param name="index">[outer, count, inner], int64, contiguous.</param>
    /// <param name="x">[outer, length, inner], contiguous.</param>
    /// <param name="outer">Axes before the scattered one, multiplied.</param>
    /// <param name="inner">Axes behind, multiplied.</param>
    void ScatterAdd(in TensorView y, in TensorView index, in TensorView x, long outer, long inner);

    /// <summary>Fills with random numbers of a distribution from the counter-based generator: the same integers on every device.</summary>
    /// <param name="y">The target, contiguous.</param>
    /// <param name="distribution">Which distribution.</param>
    /// <param name="a">Uniform: the lower end; normal: the mean; Bernoulli: the probability of b's value.</param>
    /// <param name="b">Uniform: the upper end; normal: the standard deviation; Bernoulli: the value drawn with probability a, else 0.</param>
    /// <param name="key">The substream.</param>
    void RandomFill(in TensorView y, RandomDistribution distribution, double a, double b, RandomKey key);
}
