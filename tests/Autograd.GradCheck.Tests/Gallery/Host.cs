namespace Autograd.GradientChecking.Tests.Gallery;

/// <summary>Values computed element by element outside of the framework.</summary>
internal static class Host
{
    public static Variable Map(Variable x, Func<double, double> function) => Variable.From(Array.ConvertAll(x.ToArray<double>(), v => function(v)), x.Shape);

    /// <summary>The elements as they lie in memory, whatever strides and offset say: what a kernel reads that forgets them.</summary>
    public static double[] Raw(Variable x, int count)
    {
        var all = Variable.Handle(x.Storage, [count], Strides.Create([1]), 0);
        return all.ToArray<double>();
    }
}
