using Autograd.Backends;

namespace Autograd.NN;

/// <summary>
/// An optimiser's formula in one pass over a parameter and its states, in place and without allocating: on the CPU at once, on a
/// device in launches of several parameters that have the same numbers.
/// </summary>
/// <param name="change">What changes the parameters, for errors.</param>
internal abstract class FusedUpdate(string change)
{
    /// <summary>The most parameters that wait for a launch.</summary>
    private const int Most = 64;

    private readonly UpdateArrays[] _waiting = new UpdateArrays[Most];
    private int _count;
    private UpdateNumbers _numbers;

    /// <summary>Whether the pass can run: contiguous elements, on a device that has it.</summary>
    public static bool CanRun(Variable value, Variable gradient) =>
        value.IsContiguous && gradient.IsContiguous && (value.Device == Device.Cpu || value.View.Storage.Backend is IUpdateKernels);

    /// <summary>Makes a parameter's step now, or with the next ones'.</summary>
    /// <param name="numbers">The step's numbers.</param>
    /// <param name="value">The parameter.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="states">What is remembered of it, at most three; the numbers' options say which the formula uses.</param>
    public void Add(in UpdateNumbers numbers, Variable value, Variable gradient, ReadOnlySpan<Variable> states)
    {
        var target = value.BeginUpdate(change);
        var first = Begin(numbers, UpdateOptions.First, states, 0, target);
        var second = Begin(numbers, UpdateOptions.Second, states, 1, target);
        var third = Begin(numbers, UpdateOptions.Third, states, 2, target);
        var arrays = new UpdateArrays(target, gradient.View, first, second, third);
        if (value.Device == Device.Cpu)
        {
            Run(numbers, arrays);
            return;
        }

        if (_count == Most || (_count > 0 && (numbers != _numbers || value.Device != _waiting[0].Value.Storage.Backend.Device || value.DType != _waiting[0].Value.DType)))
            Flush();
        _numbers = numbers;
        _waiting[_count++] = arrays;
    }

    /// <summary>Queues what waits.</summary>
    public void Flush()
    {
        if (_count == 0)
            return;
        var waiting = _waiting.AsSpan(0, _count);
        _count = 0;
        Launch((IUpdateKernels)waiting[0].Value.Storage.Backend, _numbers, waiting);

        // What is kept here would not be found by the collector.
        waiting.Clear();
    }

    /// <summary>The pass on the CPU.</summary>
    private protected abstract void Run(in UpdateNumbers numbers, in UpdateArrays arrays);

    /// <summary>The pass on a device.</summary>
    private protected abstract void Launch(IUpdateKernels kernels, in UpdateNumbers numbers, ReadOnlySpan<UpdateArrays> parameters);

    private TensorView Begin(in UpdateNumbers numbers, UpdateOptions option, ReadOnlySpan<Variable> states, int state, in TensorView absent) =>
        (numbers.Options & option) != 0 ? states[state].BeginUpdate(change) : absent;
}
