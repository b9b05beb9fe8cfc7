namespace Autograd.Benchmarks;

/// <summary>What a workload's step asks of the machine, as the profiler counts it: optimisers' own arithmetic is left out.</summary>
/// <param name="Flops">Floating-point operations.</param>
/// <param name="Bytes">Bytes that operations read and write, whether from memory or a cache.</param>
internal readonly record struct Cost(double Flops, double Bytes)
{
    public static Cost Of(Workload workload)
    {
        var step = workload.Prepare();
        step();
        using var profile = Profile.Start(traceLimit: 0);
        step();
        var rows = profile.Rows(ProfileGrouping.Operation);
        return new Cost(rows.Sum(row => row.Flops), rows.Sum(row => row.Bytes));
    }
}
