using Autograd.Backends;
using Autograd.Backends.Cpu;
using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>
/// One rule's pass. On the CPU, chunks depend on the count alone, and every element is computed by itself, so the number of threads cannot
/// matter.
/// </summary>
/// <typeparam name="TRule">The optimiser's formula.</typeparam>
/// <param name="change">What changes the parameters, for errors.</param>
internal sealed unsafe class FusedUpdate<TRule>(string change) : FusedUpdate(change)
    where TRule : struct, IUpdateRule
{
    private const int Chunk = 1 << 14;

    private protected override void Run(in UpdateNumbers numbers, in UpdateArrays arrays)
    {
        if (arrays.Value.DType == DType.Float32)
            Run<float>(numbers, arrays);
        else
            Run<double>(numbers, arrays);
    }

    private protected override void Launch(IUpdateKernels kernels, in UpdateNumbers numbers, ReadOnlySpan<UpdateArrays> parameters) =>
        kernels.Update<TRule>(numbers, parameters);

    private static void Run<T>(in UpdateNumbers numbers, in UpdateArrays arrays)
        where T : unmanaged
    {
        var elements = Elements<T>(arrays.Value);
        fixed (T* v = elements, g = Elements<T>(arrays.Gradient), f = Elements<T>(arrays.First), s = Elements<T>(arrays.Second), t = Elements<T>(arrays.Third))
        {
            var body = new Body<T>(numbers, v, g, f, s, t, elements.Length);
            WorkerPool.For((elements.Length + Chunk - 1) / Chunk, body);
        }
    }

    private static Span<T> Elements<T>(in TensorView view)
        where T : unmanaged => ((CpuStorage)view.Storage).Span<T>().Slice(checked((int)view.Offset), checked((int)view.Shape.Count));

    private readonly struct Body<T> : IParallelBody
        where T : unmanaged
    {
        private readonly UpdateNumbers _numbers;
        private readonly T* _value;
        private readonly T* _gradient;
        private readonly T* _first;
        private readonly T* _second;
        private readonly T* _third;
        private readonly int _count;

        public Body(in UpdateNumbers numbers, T* value, T* gradient, T* first, T* second, T* third, int count)
        {
            _numbers = numbers;
            _value = value;
            _gradient = gradient;
            _first = first;
            _second = second;
            _third = third;
            _count = count;
        }

        public void Invoke(int chunk)
        {
            var start = chunk * Chunk;
            var count = Math.Min(Chunk, _count - start);
            if (LaneWidth.Use512)
                Run<Wide512<T>>(start, count);
            else if (LaneWidth.Use256)
                Run<Wide256<T>>(start, count);
            else if (LaneWidth.Use128)
                Run<Wide128<T>>(start, count);
            else
                Run<Scalar<T>>(start, count);
        }

        private void Run<TLanes>(int start, int count)
            where TLanes : unmanaged, ILanes<TLanes, T>
        {
            var whole = count - (count % TLanes.Count);
            UpdateLoop.Run<TRule, TLanes, T>(_numbers, _value + start, _gradient + start, _first + start, _second + start, _third + start, whole);

            // One lane computes the same bits as many, so the rest needs no padding.
            var at = start + whole;
            UpdateLoop.Run<TRule, Scalar<T>, T>(_numbers, _value + at, _gradient + at, _first + at, _second + at, _third + at, count - whole);
        }
    }
}
