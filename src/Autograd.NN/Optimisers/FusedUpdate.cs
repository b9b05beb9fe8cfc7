using Autograd.Backends.Cpu;
using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>
/// Runs a rule over a parameter on the CPU, in place, without allocating. Chunks depend on the count alone, and every element
/// is computed by itself, so the number of threads cannot matter.
/// </summary>
internal static unsafe class FusedUpdate
{
    private const int Chunk = 1 << 14;

    /// <summary>Whether the one-pass loop can run: contiguous elements in the CPU's memory.</summary>
    public static bool CanRun(Variable value, Variable gradient) => value.Device == Device.Cpu && value.IsContiguous && gradient.IsContiguous;

    /// <summary>Updates a parameter and its states, at most three.</summary>
    public static void Run<TRule>(in TRule rule, string change, Variable value, Variable gradient, ReadOnlySpan<Variable> states)
        where TRule : struct, IUpdateRule
    {
        if (value.DType == DType.Float32)
            Run<TRule, float>(rule, change, value, gradient, states);
        else
            Run<TRule, double>(rule, change, value, gradient, states);
    }

    private static void Run<TRule, T>(in TRule rule, string change, Variable value, Variable gradient, ReadOnlySpan<Variable> states)
        where TRule : struct, IUpdateRule
        where T : unmanaged
    {
        var elements = value.BeginUpdate<T>(change);
        var firsts = states.Length > 0 ? states[0].BeginUpdate<T>(change) : default;
        var seconds = states.Length > 1 ? states[1].BeginUpdate<T>(change) : default;
        var thirds = states.Length > 2 ? states[2].BeginUpdate<T>(change) : default;
        fixed (T* v = elements, g = gradient.AsSpan<T>(), f = firsts, s = seconds, t = thirds)
        {
            var body = new Body<TRule, T>(rule, v, g, f, s, t, elements.Length);
            WorkerPool.For((elements.Length + Chunk - 1) / Chunk, body);
        }
    }

    private readonly struct Body<TRule, T> : IParallelBody
        where TRule : struct, IUpdateRule
        where T : unmanaged
    {
        private readonly TRule _rule;
        private readonly T* _value;
        private readonly T* _gradient;
        private readonly T* _first;
        private readonly T* _second;
        private readonly T* _third;
        private readonly int _count;

        public Body(in TRule rule, T* value, T* gradient, T* first, T* second, T* third, int count)
        {
            _rule = rule;
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
            Run<TLanes>(start, 0, whole);

            // One lane computes the same bits as many, so the rest needs no padding.
            Run<Scalar<T>>(start, whole, count - whole);
        }

        private void Run<TLanes>(int start, int skip, int count)
            where TLanes : unmanaged, ILanes<TLanes, T>
        {
            var at = start + skip;
            _rule.Run<TLanes, T>(_value + at, _gradient + at, At(_first, at), At(_second, at), At(_third, at), count);
        }

        private static T* At(T* state, int at) => state is null ? null : state + at;
    }
}
