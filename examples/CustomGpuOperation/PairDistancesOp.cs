using Autograd;
using Autograd.Ilgpu;
using Autograd.Ops;

namespace CustomGpuOperation;

/// <summary>
/// The squared distance of every point to every centre, d[i, j] = |x[i] − c[j]|². In primitives it makes an array [n, m, length] on the
/// way, and another one in the backward pass; the kernels make none. The primitives stay: they say what the operation means, run where
/// there is no kernel, and are differentiated for higher orders.
/// </summary>
internal sealed class PairDistancesOp : FusedOperation
{
    private static readonly PairDistancesOp Instance = new();

    public static Variable Of(Variable x, Variable c) => Apply(Instance, x, c);

    public static Variable InPrimitives(Variable x, Variable c)
    {
        var difference = x.Unsqueeze(1) - c.Unsqueeze(0);
        return (difference * difference).Sum([2]);
    }

    protected override Variable Decompose(ReadOnlySpan<Variable> inputs) => InPrimitives(inputs[0], inputs[1]);

    protected override bool TryForward(in ForwardContext context)
    {
        var (x, c) = (context[0], context[1]);
        if (!Fits(x) || !Fits(c))
            return false;
        var sizes = Sizes(x, c);
        var d = context.Allocate([sizes.Points, sizes.Centres], DType.Float32);
        IlgpuKernels.Launch(x.Device, DistanceKernels.Distance, (int)d.Count, Elements(x), Elements(c), Elements(d), sizes);
        context.SetOutput(d);
        return true;
    }

    protected override bool TryVjp(in VjpContext context, in GradientSink sink)
    {
        var (x, c, dd) = (context.Input(0), context.Input(1), context.Cotangent.Contiguous());
        var operands = new Operands(Elements(x), Elements(c));
        if (context.Needs(0))
        {
            var dx = Variable.ZerosLike(x);
            IlgpuKernels.Launch(x.Device, DistanceKernels.PointGradient, (int)dx.Count, operands, Elements(dd), Elements(dx), Sizes(x, c));
            sink.Add(0, dx);
        }

        if (context.Needs(1))
        {
            var dc = Variable.ZerosLike(c);
            IlgpuKernels.Launch(x.Device, DistanceKernels.CentreGradient, (int)dc.Count, operands, Elements(dd), Elements(dc), Sizes(x, c));
            sink.Add(1, dc);
        }

        return true;
    }

    private static bool Fits(Variable x) => x.DType == DType.Float32 && x.Rank == 2 && IlgpuKernels.CanRun(x);

    private static DistanceSizes Sizes(Variable x, Variable c) => new(x.Shape[0], c.Shape[0], x.Shape[1]);

    private static ILGPU.ArrayView<float> Elements(Variable x) => IlgpuKernels.Elements<float>(x);
}
