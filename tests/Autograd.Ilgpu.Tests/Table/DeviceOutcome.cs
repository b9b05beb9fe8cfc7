namespace Autograd.Ilgpu.Tests.Table;

/// <summary>What a sample gave on a device, one array of numbers an order: values, gradients, and gradients of the gradient.</summary>
/// <param name="Values">The outputs' elements, one output after the other.</param>
/// <param name="Gradients">The inputs' gradients by the fused backward kernels.</param>
/// <param name="Recorded">The same by a recorded walk, which runs each derivative's own operations.</param>
/// <param name="Second">The gradients of ⟨u, gradients⟩ by inputs and by cotangents.</param>
internal sealed record DeviceOutcome(double[] Values, double[] Gradients, double[] Recorded, double[] Second)
{
    /// <summary>The orders' names.</summary>
    public static readonly string[] Orders = ["values", "gradients", "recorded gradients", "second order"];

    /// <summary>One order's numbers.</summary>
    public double[] this[int order] => order switch
    {
        0 => Values,
        1 => Gradients,
        2 => Recorded,
        _ => Second,
    };
}
