namespace Autograd.GradientChecking.Properties;

/// <summary>The function a property is of.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Code">Its C# text.</param>
/// <param name="IsOfArrays">Whether the text is a function from an array to an array, or from Variables to a Variable.</param>
/// <param name="Inputs">How many inputs it takes.</param>
/// <param name="Function">The function.</param>
internal sealed record PropertySubject(string Name, string Code, bool IsOfArrays, int Inputs, Func<Variable[], Variable[]> Function);
