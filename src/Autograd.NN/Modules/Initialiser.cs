namespace Autograd.NN;

/// <summary>Draws the first values of a parameter. Ready ones are in <see cref="Initialisers"/>.</summary>
/// <param name="shape">The shape of the result.</param>
/// <param name="random">A generator of the parameter's own.</param>
/// <param name="dtype">The element type of the result.</param>
/// <param name="device">Where the result lies.</param>
public delegate Variable Initialiser(Shape shape, RandomGenerator random, DType dtype, Device device);
