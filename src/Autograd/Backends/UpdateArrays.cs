namespace Autograd.Backends;

/// <summary>A parameter's arrays in an optimiser's step, all of one dtype and size, contiguous.</summary>
/// <param name="value">The parameter.</param>
/// <param name="gradient">Its gradient.</param>
/// <param name="first">What is remembered of it; where the options have no first state, any view.</param>
/// <param name="second">The second of that; likewise.</param>
/// <param name="third">The third of that; likewise.</param>
public readonly struct UpdateArrays(TensorView value, TensorView gradient, TensorView first, TensorView second, TensorView third)
{
    /// <summary>The parameter.</summary>
    public TensorView Value => value;

    /// <summary>Its gradient.</summary>
    public TensorView Gradient => gradient;

    /// <summary>The first state.</summary>
    public TensorView First => first;

    /// <summary>The second state.</summary>
    public TensorView Second => second;

    /// <summary>The third state.</summary>
    public TensorView Third => third;
}
