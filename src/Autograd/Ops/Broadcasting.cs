using Autograd.Backends;

namespace Autograd.Ops;

/// <summary>Brings operands to one dtype and one shape by casts and views of stride 0; equal ones pass as they are.</summary>
internal static class Broadcasting
{
    public static void Prepare(string operation, ref Variable a, ref Variable b)
    {
        a.ThrowIfReleased(operation);
        b.ThrowIfReleased(operation);
        a = a.ResolveLiteral(operation, b);
        b = b.ResolveLiteral(operation, a);
        if (a.DType != b.DType)
        {
            var dtype = DTypes.Promote(operation, a.DType, b.DType);
            a = a.To(dtype);
            b = b.To(dtype);
        }

        if (ReferenceEquals(a.Shape, b.Shape))
            return;
        var shape = Layouts.Broadcast(operation, a.Shape, b.Shape);
        a = ExpandOp.ApplyIfNeeded(a, shape);
        b = ExpandOp.ApplyIfNeeded(b, shape);
    }
}
