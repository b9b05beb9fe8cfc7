using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Autograd.Backends;
using Autograd.Ilgpu.Discovery;
using Autograd.Ilgpu.Memory;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace Autograd.Ilgpu;

/// <summary>
/// Runs operations' rules as ILGPU kernels on one accelerator, whatever its kind. Work is queued on the accelerator's default
/// stream in the order of the calls; one lock makes several threads' calls take turns.
/// </summary>
internal sealed partial class IlgpuBackend : IBackend, IMeteredBackend, IDisposable
{
    private readonly OpenDevice _open;
    private readonly Action<string> _tellLost;
    private readonly Accelerator _accelerator;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<object, Delegate> _kernels = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MethodInfo, Delegate> _ownKernels = [];
    private readonly Transfers _transfers;
    private readonly IlgpuStorage _faults;
    private readonly long[] _faultsHere = new long[FaultNames.Length];

    // Why the device is of no more use, once that has turned out.
    private string? _loss;

    // Counted under the lock.
    private long _launches;
    private long _compilations;

    // Whether a kernel that notes faults was queued since they were read last.
    private bool _mayHaveFaults;

    /// <summary>Makes the backend of an opened device, which is its own from here.</summary>
    /// <param name="device">The device's name.</param>
    /// <param name="open">The opened device.</param>
    /// <param name="tellLost">Told why the device is of no more use, should it come to that.</param>
    public IlgpuBackend(Device device, OpenDevice open, Action<string> tellLost)
    {
        Device = device;
        _open = open;
        _tellLost = tellLost;
        _accelerator = open.Accelerator;
        _transfers = new Transfers(_accelerator);
        Memory = new DeviceMemory(this, _accelerator, _transfers);
        _faults = Memory.Allocate(DType.Int64, FaultNames.Length);
        ClearFaults();
    }

    /// <inheritdoc/>
    public Device Device { get; }

    /// <summary>ILGPU's accelerator.</summary>
    public Accelerator Accelerator => _accelerator;

    /// <summary>The pool.</summary>
    public DeviceMemory Memory { get; }

    /// <summary>The elements of a view, from its first on.</summary>
    public static ArrayView<T> Elements<T>(in TensorView view)
        where T : unmanaged => ((IlgpuStorage)view.Storage).From(view.Offset * view.DType.Size()).Cast<T>();

    /// <inheritdoc/>
    public string? WhyUnsupported(DType dtype) =>
        dtype == DType.Float64 && _accelerator.Capabilities is CLCapabilityContext { Float64: false } ? $"{Device} does not compute in float64" : null;

    /// <inheritdoc/>
    public DeviceActivity Activity
    {
        get
        {
            lock (_gate)
            {
                return new DeviceActivity(
                    _launches, _compilations, _transfers.Uploads, _transfers.BytesUploaded, _transfers.Downloads, _transfers.BytesDownloaded, _transfers.Waits);
            }
        }
    }

    /// <inheritdoc/>
    public MemoryStatistics MemoryStatistics
    {
        get
        {
            lock (_gate)
                return Memory.Statistics;
        }
    }

    /// <inheritdoc/>
    public Storage Allocate(DType dtype, long count, bool pooled)
    {
        lock (_gate)
        {
            ThrowIfLost();
            return Memory.Allocate(dtype, count);
        }
    }

    /// <inheritdoc/>
    public void Release(Storage storage)
    {
        lock (_gate)
            Memory.Release((IlgpuStorage)storage);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> source, Storage target)
    {
        BackendChecks.Write(source, target);
        if (source.IsEmpty)
            return;
        lock (_gate)
        {
            ThrowIfLost();
            try
            {
                _transfers.Upload(source, ((IlgpuStorage)target).Block);
            }
            catch (AcceleratorException failure)
            {
                throw Lost("write", failure);
            }
        }

        GC.KeepAlive(target);
    }

    /// <inheritdoc/>
    public void Read(Storage source, Span<byte> target)
    {
        BackendChecks.Read(source, target);
        lock (_gate)
        {
            ThrowIfLost();
            try
            {
                if (!target.IsEmpty)
                    _transfers.Download(((IlgpuStorage)source).Block, target);

                ThrowFaults();
            }
            catch (AcceleratorException failure)
            {
                throw Lost("read", failure);
            }
        }

        GC.KeepAlive(source);
    }

    /// <inheritdoc/>
    public void Synchronize()
    {
        lock (_gate)
        {
            ThrowIfLost();
            try
            {
                _transfers.Wait();
                ThrowFaults();
            }
            catch (AcceleratorException failure)
            {
                throw Lost("synchronize", failure);
            }
        }
    }

    /// <inheritdoc/>
    public void TrimMemory()
    {
        lock (_gate)
        {
            ThrowIfLost();
            try
            {
                Memory.Trim();
            }
            catch (AcceleratorException failure)
            {
                throw Lost("trim_memory", failure);
            }
        }
    }

    /// <inheritdoc/>
    public void ResetPeak()
    {
        lock (_gate)
            Memory.ResetPeak();
    }

    /// <summary>Gives everything back to the driver. Nothing may be used afterwards; a process that ends need not.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _loss ??= $"{Device} was closed";
            Memory.Dispose();
            _transfers.Dispose();
            _open.Dispose();
        }
    }

    /// <summary>A kernel's launcher, compiled at its first use. To be asked for anew for each launch, which it counts.</summary>
    /// <typeparam name="TLauncher">The launcher's delegate type.</typeparam>
    /// <param name="load">
    /// Compiles it: a static lambda, which is the key too, since the compiler keeps one object for each and its type arguments.
    /// </param>
    /// <param name="name">The name in profiles, the calling method's.</param>
    private TLauncher Kernel<TLauncher>(Func<Accelerator, TLauncher> load, [CallerMemberName] string name = "")
        where TLauncher : Delegate
    {
        ThrowIfLost();
        _launches++;
        Profile.CountLaunch(name);
        return _kernels.TryGetValue(load, out var known) ? (TLauncher)known : (TLauncher)(_kernels[load] = Compile(load, name));
    }

    /// <summary>Queues a kernel of the program's own.</summary>
    /// <typeparam name="TKernel">The kernel's delegate type, and its launcher's.</typeparam>
    /// <typeparam name="TArguments">All arguments together.</typeparam>
    /// <param name="kernel">The kernel.</param>
    /// <param name="load">Compiles it.</param>
    /// <param name="threads">How often it runs; 0 queues nothing.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="launch">Calls the launcher.</param>
    public void Launch<TKernel, TArguments>(
        TKernel kernel, Func<Accelerator, TKernel, TKernel> load, int threads, TArguments arguments, Action<TKernel, int, TArguments> launch)
        where TKernel : Delegate
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (!kernel.Method.IsStatic)
            throw Errors.Argument("launch", $"the kernel {kernel.Method.Name} is not a static method", "pass a static method of a class: a lambda has hidden state");
        if (threads == 0)
            return;
        lock (_gate)
        {
            ThrowIfLost();
            _launches++;
            Profile.CountLaunch(kernel.Method.Name);
            if (!_ownKernels.TryGetValue(kernel.Method, out var launcher))
                _ownKernels[kernel.Method] = launcher = Compile(accelerator => load(accelerator, kernel), kernel.Method.Name);
            launch((TKernel)launcher, threads, arguments);
        }
    }

    private TLauncher Compile<TLauncher>(Func<Accelerator, TLauncher> load, string name)
        where TLauncher : Delegate
    {
        try
        {
            var launcher = load(_accelerator);
            _compilations++;
            return Guard(launcher, name);
        }
        catch (Exception failure) when (failure is InternalCompilerException or NotSupportedException or AcceleratorException)
        {
            throw new NotSupportedException(
                $"{Device}: a kernel does not compile ({failure.GetBaseException().Message}); write the rule in IReal's arithmetic and functions only", failure);
        }
    }

    /// <summary>The same launcher, whose refusals by the driver are errors like those of copies and waits: ILGPU lets the driver's own through.</summary>
    private TLauncher Guard<TLauncher>(TLauncher launcher, string name)
        where TLauncher : Delegate
    {
        var parameters = Array.ConvertAll(typeof(TLauncher).GetMethod("Invoke")!.GetParameters(), static parameter => Expression.Parameter(parameter.ParameterType));
        var failure = Expression.Parameter(typeof(AcceleratorException));
        var error = Expression.Call(Expression.Constant(this), nameof(LaunchFailed), null, Expression.Constant(name), failure);
        return Expression.Lambda<TLauncher>(
            Expression.TryCatch(Expression.Invoke(Expression.Constant(launcher), parameters), Expression.Catch(failure, Expression.Throw(error))), parameters).Compile();
    }

    private Exception LaunchFailed(string kernel, AcceleratorException failure) => OutOfMemory.Is(failure)
        ? OutOfMemory.Error(Device, "launch", $"memory for {kernel}", Memory.Statistics, failure)
        : Lost($"launch of {kernel}", failure);

    /// <summary>Queues a copy from one place of the device's memory to another, or zeros where there is no source; its caller holds the lock.</summary>
    private void QueueCopy<T>(ArrayView<T>? source, ArrayView<T> target)
        where T : unmanaged
    {
        ThrowIfLost();
        try
        {
            if (source is { } given)
                given.CopyTo(_accelerator.DefaultStream, target);
            else
                target.MemSetToZero(_accelerator.DefaultStream);
        }
        catch (AcceleratorException failure)
        {
            throw Lost("copy", failure);
        }
    }

    private void ThrowIfLost()
    {
        if (_loss is not null)
            throw Errors.State("device", _loss, "go on with another device, or restart the program");
    }

    /// <summary>
    /// Notes that the device is of no more use, and says so. A failed launch, copy, wait or reservation is the end: drivers give the same error to
    /// everything that follows.
    /// </summary>
    public InvalidOperationException Lost(string operation, Exception failure)
    {
        _loss = $"{Device} was lost in {operation} ({Explain(failure)})";
        _tellLost(_loss);
        return new InvalidOperationException($"device: {_loss}; go on with another device, or restart the program", failure);
    }

    private static string Explain(Exception failure) => failure switch
    {
        CLException opencl => opencl.Error.ToString(),
        _ => failure.Message,
    };
}
