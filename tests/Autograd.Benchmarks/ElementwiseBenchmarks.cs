using BenchmarkDotNet.Attributes;

namespace Autograd.Benchmarks;

/// <summary>Forward passes of elementwise operations at sizes within and beyond the caches.</summary>
[MemoryDiagnoser]
public class ElementwiseBenchmarks
{
    private Variable _x = null!;

    /// <summary>Elements.</summary>
    [Params(32, 4096, 1 << 20)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Prepare() => _x = Variable.Normal([Count]);

    [Benchmark]
    public void Exp()
    {
        using var scope = new Scope();
        _x.Exp();
    }

    [Benchmark]
    public void Tanh()
    {
        using var scope = new Scope();
        _x.Tanh();
    }

    [Benchmark(Baseline = true)]
    public void Add()
    {
        using var scope = new Scope();
        _ = _x + _x;
    }
}
