using System.Diagnostics;
using System.Runtime.InteropServices;
using Autograd.Ops;
using Autograd.Tapes;

namespace Autograd.Profiling;

/// <summary>
/// One thread's part of a profile: the calls that are running, the module path, the sums and the trace. Its own thread writes; the
/// lock is for whoever reads meanwhile.
/// </summary>
internal sealed class ProfileThread(Profile profile, int eventLimit)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ProfileKey, ProfileSums> _sums = [];
    private readonly List<ProfileEvent> _events = [];
    private readonly List<(string Path, long Start)> _modules = [];
    private readonly Dictionary<FlopsKey, long> _decompositions = [];
    private ProfileFrame[] _frames = new ProfileFrame[16];
    private Variable[] _inputs = [];
    private Variable[] _outputs = [];
    private int _depth;
    private int _suspended;
    private int _plainDerivatives;
    private long _busyTicks;
    private long _dropped;

    /// <summary>Inputs whose shapes settle a decomposition's arithmetic; further ones are biases and states.</summary>
    private readonly record struct FlopsKey(Operation Operation, Shape First, Shape? Second, Shape? Third, Shape? Fourth, int Count);

    public Profile Profile => profile;

    public int Id { get; } = Environment.CurrentManagedThreadId;

    public string Name { get; } = Thread.CurrentThread.Name ?? $"thread {Environment.CurrentManagedThreadId}";

    /// <summary>Ticks within measured calls, with what it took to count them.</summary>
    public long BusyTicks => Volatile.Read(ref _busyTicks);

    /// <summary>Events that no longer fitted into the trace.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>The module path that a call made now belongs to.</summary>
    public string Module => _depth > 0 ? _frames[_depth - 1].Key.Module : _modules.Count > 0 ? _modules[^1].Path : string.Empty;

    /// <summary>Whether what runs now is not to be counted: the profile's own questions.</summary>
    public bool IsSuspended => _suspended > 0;

    private ProfilePhase Phase => _depth > 0 && _frames[_depth - 1].Key.Phase == ProfilePhase.Backward ? ProfilePhase.Backward : ProfilePhase.Forward;

    /// <summary>Runs an operation and counts it.</summary>
    public void Run(Operation operation, ReadOnlySpan<Variable> inputs, Span<Variable?> outputs)
    {
        var key = new ProfileKey(operation.Name, Module, Phase);
        Begin(key);
        long bytes = 0;
        long flops = 0;
        var stop = 0L;
        try
        {
            Recorder.RunUncounted(operation, inputs, outputs);
            stop = Stopwatch.GetTimestamp();
            var results = (ReadOnlySpan<Variable>)MemoryMarshal.CreateReadOnlySpan(ref outputs[0]!, outputs.Length);
            if (_plainDerivatives == 0)
            {
                bytes = ForwardBytes(inputs, results);
                flops = FlopsOf(operation, inputs, results);
            }

            if (Arena.Current?.RecordingTape is { } tape && results[0].NodeOn(tape) is { } node)
                node.Module = key.Module;
        }
        finally
        {
            End(bytes, flops, stop);
        }
    }

    /// <summary>Runs a node's derivative and counts it.</summary>
    public void RunVjp(Walk walk, TapeNode node)
    {
        Begin(new ProfileKey(node.Operation!.Name, node.Module ?? string.Empty, ProfilePhase.Backward));
        long bytes = 0;
        long flops = 0;
        var stop = 0L;

        // A plain derivative's bytes and arithmetic are the node's: the operations that it is made of count none.
        var isPlain = !walk.CreatesGraph;
        _plainDerivatives += isPlain ? 1 : 0;
        try
        {
            node.Operation.Vjp(new VjpContext(walk, node), new GradientSink(walk, node));
            stop = Stopwatch.GetTimestamp();

            // What a recorded derivative is made of is counted call by call.
            if (isPlain)
                (bytes, flops) = BackwardCosts(walk, node);
        }
        finally
        {
            _plainDerivatives -= isPlain ? 1 : 0;
            End(bytes, flops, stop);
        }
    }

    public void Begin(ProfileKey key)
    {
        if (_depth == _frames.Length)
            Array.Resize(ref _frames, _depth * 2);
        ref var frame = ref _frames[_depth++];
        frame = default;
        frame.Key = key;
        frame.Start = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends the innermost call.</summary>
    /// <param name="bytes">What it read and wrote.</param>
    /// <param name="flops">Its arithmetic.</param>
    /// <param name="stop">When it ended, 0 for now.</param>
    public void End(long bytes, long flops, long stop = 0)
    {
        if (stop == 0)
            stop = Stopwatch.GetTimestamp();
        ref var frame = ref _frames[--_depth];
        var ticks = stop - frame.Start;
        var call = new ProfileSums
        {
            Calls = 1,
            OwnTicks = Math.Max(0, ticks - frame.InsideTicks),
            TotalTicks = ticks,
            Bytes = bytes,
            Flops = flops,
            Launches = frame.Launches,
        };
        lock (_gate)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_sums, frame.Key, out _).Add(call);
            Trace(new ProfileEvent(frame.Key.Operation, ProfileEvent.CategoryOf(frame.Key.Phase), frame.Key.Module, frame.Start, ticks, bytes, flops));
        }

        var counted = Stopwatch.GetTimestamp() - frame.Start;
        if (_depth > 0)
            _frames[_depth - 1].InsideTicks += counted;
        else
            Volatile.Write(ref _busyTicks, _busyTicks + counted);
    }

    public void EnterModule(string name) =>
        _modules.Add((_modules.Count == 0 ? name : $"{_modules[^1].Path}.{name}", Stopwatch.GetTimestamp()));

    public void LeaveModule()
    {
        var (path, start) = _modules[^1];
        _modules.RemoveAt(_modules.Count - 1);
        lock (_gate)
            Trace(new ProfileEvent(path, ProfileEvent.ModuleCategory, path, start, Stopwatch.GetTimestamp() - start, 0, 0));
    }

    /// <summary>Counts a kernel that was started on a device for the innermost call.</summary>
    public void CountLaunch(string kernel)
    {
        if (_depth > 0)
            _frames[_depth - 1].Launches++;
        lock (_gate)
            Trace(new ProfileEvent(kernel, ProfileEvent.LaunchCategory, Module, Stopwatch.GetTimestamp(), -1, 0, 0));
    }

    public void AddSums(Dictionary<ProfileKey, ProfileSums> target)
    {
        lock (_gate)
        {
            foreach (var (key, sums) in _sums)
                CollectionsMarshal.GetValueRefOrAddDefault(target, key, out _).Add(sums);
        }
    }

    public ProfileEvent[] Events()
    {
        lock (_gate)
            return [.. _events];
    }

    private static long ForwardBytes(ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs)
    {
        long written = 0;
        foreach (var output in outputs)
            written += Operation.IsView(output, inputs) ? 0 : Bytes(output);
        if (written == 0)
            return 0;
        foreach (var input in inputs)
            written += Bytes(input);
        return written;
    }

    /// <summary>An axis of stride 0 repeats elements that are read once.</summary>
    private static long Bytes(Variable value)
    {
        long count = 1;
        for (var axis = 0; axis < value.Rank; axis++)
            count *= value.Strides[axis] == 0 ? Math.Min(value.Shape[axis], 1) : value.Shape[axis];
        return count * value.DType.Size();
    }

    private void Trace(in ProfileEvent line)
    {
        if (_events.Count < eventLimit)
            _events.Add(line);
        else
            _dropped++;
    }

    /// <summary>Reads the cotangents and what was saved; writes the inputs' cotangents. A derivative that is a view, as its operation was, does nothing.</summary>
    private (long Bytes, long Flops) BackwardCosts(Walk walk, TapeNode node)
    {
        var inputs = Gather(ref _inputs, node.InputCount, node.Input);
        var outputs = Gather(ref _outputs, node.OutputCount, node.Output);
        var forward = FlopsOf(node.Operation!, inputs, outputs);
        if (forward == 0)
            return (0, 0);
        long bytes = 0;
        var needs = default(InputMask);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (node.NeedsInput(i))
                bytes += Bytes(inputs[i]);
            if (!walk.Needs(node.InputSlot(i)))
                continue;
            needs = needs.With(i);
            bytes += inputs[i].Count * inputs[i].DType.Size();
        }

        for (var i = 0; i < outputs.Length; i++)
        {
            bytes += walk.Cotangent(node, i) is { } cotangent ? Bytes(cotangent) : 0;
            bytes += (node.Saves & Saves.Output) != 0 ? Bytes(outputs[i]) : 0;
        }

        for (var i = 0; i < node.SavedCount; i++)
            bytes += Bytes(node.Saved(i));
        return (bytes, node.Operation!.VjpFlops(needs, forward));
    }

    private static ReadOnlySpan<Variable> Gather(ref Variable[] buffer, int count, Func<int, Variable> item)
    {
        if (buffer.Length < count)
            buffer = new Variable[Math.Max(count, 8)];
        for (var i = 0; i < count; i++)
            buffer[i] = item(i);
        return buffer.AsSpan(0, count);
    }

    /// <summary>A fused operation finds its arithmetic out by running its decomposition: once for given shapes.</summary>
    private long FlopsOf(Operation operation, ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs)
    {
        if (operation is not FusedOperation)
            return operation.Flops(inputs, outputs);
        var key = new FlopsKey(
            operation, inputs[0].Shape, inputs.Length > 1 ? inputs[1].Shape : null, inputs.Length > 2 ? inputs[2].Shape : null, inputs.Length > 3 ? inputs[3].Shape : null, inputs.Length);
        if (_decompositions.TryGetValue(key, out var flops))
            return flops;
        _suspended++;
        try
        {
            return _decompositions[key] = operation.Flops(inputs, outputs);
        }
        finally
        {
            _suspended--;
        }
    }
}
