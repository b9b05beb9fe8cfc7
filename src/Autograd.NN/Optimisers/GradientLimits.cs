using System.Numerics.Tensors;

namespace Autograd.NN;

/// <summary>
/// How <see cref="Clipping"/> measures and changes gradients: in place on the CPU, without allocating, in a fixed order; elsewhere in Variables,
/// of which one number a device is read.
/// </summary>
internal static class GradientLimits
{
    // Added to the norm, so that a norm of 0 can be divided by.
    private const double Least = 1e-6;
    private const int Chunk = 512;

    /// <summary>Scales gradients to a norm of at most <paramref name="limit"/>; gives the norm before.</summary>
    public static double Norm<TGradients>(TGradients gradients, double limit, double p, bool errorIfNonFinite)
        where TGradients : struct, IGradientList
    {
        const string Operation = "clip_grad_norm";
        if (!(limit >= 0))
            throw Errors.Argument(Operation, $"the greatest norm is {limit}", "use a number of 0 or more");
        if (!(p > 0))
            throw Errors.Argument(Operation, $"p is {p}", "use a number above 0, or double.PositiveInfinity for the largest element");
        Check(Operation, gradients);
        var total = Powers(gradients, p);
        var norm = p switch
        {
            1 or double.PositiveInfinity => total,
            2 => Math.Sqrt(total),
            _ => Math.Pow(total, 1 / p),
        };
        if (errorIfNonFinite && !double.IsFinite(norm))
            throw Errors.State(Operation, $"the norm of the gradients is {norm}", "lower the learning rate or look for the cause under TapeOptions.Diagnose, or scale them anyway with errorIfNonFinite: false");
        var factor = Math.Min(1, limit / (norm + Least));
        if (factor == 1)
            return norm;
        for (var i = 0; i < gradients.Count; i++)
        {
            if (gradients[i] is { } gradient)
                Scale(gradient, factor);
        }

        return norm;
    }

    /// <summary>Limits every element to [−limit, limit].</summary>
    public static void Value<TGradients>(TGradients gradients, double limit)
        where TGradients : struct, IGradientList
    {
        const string Operation = "clip_grad_value";
        if (!(limit >= 0))
            throw Errors.Argument(Operation, $"the limit is {limit}", "use a number of 0 or more");
        Check(Operation, gradients);
        for (var i = 0; i < gradients.Count; i++)
        {
            if (gradients[i] is { } gradient)
                Limit(gradient, limit);
        }
    }

    private static bool IsInPlace(Variable gradient) => gradient.Device == Device.Cpu && gradient.IsContiguous;

    /// <summary>Everything that can be refused is refused before a gradient is changed.</summary>
    private static void Check<TGradients>(string operation, TGradients gradients)
        where TGradients : struct, IGradientList
    {
        for (var i = 0; i < gradients.Count; i++)
        {
            if (gradients[i] is not { } gradient)
                continue;
            gradient.ThrowIfReleased(operation);
            if (!gradient.IsLeaf)
                throw Errors.State(operation, $"the gradient of shape {gradient.Shape} is itself recorded", "walk back without createGraph, or scale the loss");
        }
    }

    /// <summary>Σ|g|ᵖ, or max |g| for p = ∞, over all gradients.</summary>
    private static double Powers<TGradients>(TGradients gradients, double p)
        where TGradients : struct, IGradientList
    {
        var total = 0.0;
        PowerSums? elsewhere = null;
        try
        {
            for (var i = 0; i < gradients.Count; i++)
            {
                if (gradients[i] is not { Count: > 0 } gradient)
                    continue;
                if (IsInPlace(gradient))
                    total = Join(total, gradient.DType == DType.Float32 ? Powers(gradient.AsSpan<float>(), p) : Powers(gradient.AsSpan<double>(), p), p);
                else
                    (elsewhere ??= new PowerSums(p)).Add(gradient);
            }

            if (elsewhere is null)
                return total;
            foreach (var part in elsewhere.Read())
                total = Join(total, part, p);
            return total;
        }
        finally
        {
            elsewhere?.Dispose();
        }
    }

    private static double Join(double total, double part, double p) => double.IsPositiveInfinity(p) ? Math.Max(total, part) : total + part;

    /// <summary>In chunks of double: squares of floats do not overflow, and the order is the same everywhere.</summary>
    private static double Powers<T>(ReadOnlySpan<T> elements, double p)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        Span<double> buffer = stackalloc double[Chunk];
        var total = 0.0;
        for (var start = 0; start < elements.Length; start += Chunk)
        {
            var part = elements.Slice(start, Math.Min(Chunk, elements.Length - start));
            var chunk = buffer[..part.Length];
            TensorPrimitives.ConvertTruncating(part, chunk);
            switch (p)
            {
                case double.PositiveInfinity:
                    total = Math.Max(total, Math.Abs(TensorPrimitives.MaxMagnitude<double>(chunk)));
                    break;
                case 2:
                    total += TensorPrimitives.SumOfSquares<double>(chunk);
                    break;
                case 1:
                    total += TensorPrimitives.SumOfMagnitudes<double>(chunk);
                    break;
                default:
                    foreach (var element in chunk)
                        total += Math.Pow(Math.Abs(element), p);
                    break;
            }
        }

        return total;
    }

    private static void Scale(Variable gradient, double factor)
    {
        if (!IsInPlace(gradient))
        {
            using var scope = new Scope(onThreadOnly: true);
            gradient.CopyFrom(gradient.Detach() * factor);
        }
        else if (gradient.DType == DType.Float32)
        {
            var elements = gradient.BeginUpdate<float>("ClipGradNorm");
            TensorPrimitives.Multiply(elements, (float)factor, elements);
        }
        else
        {
            var elements = gradient.BeginUpdate<double>("ClipGradNorm");
            TensorPrimitives.Multiply(elements, factor, elements);
        }
    }

    private static void Limit(Variable gradient, double limit)
    {
        if (!IsInPlace(gradient))
        {
            using var scope = new Scope(onThreadOnly: true);
            gradient.CopyFrom(-Variable.Maximum(-Variable.Maximum(gradient.Detach(), -limit), -limit));
        }
        else if (gradient.DType == DType.Float32)
        {
            Limit(gradient.BeginUpdate<float>("ClipGradValue"), (float)limit);
        }
        else
        {
            Limit(gradient.BeginUpdate<double>("ClipGradValue"), limit);
        }
    }

    private static void Limit<T>(Span<T> elements, T limit)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        TensorPrimitives.Max(elements, -limit, elements);
        TensorPrimitives.Min(elements, limit, elements);
    }
}
