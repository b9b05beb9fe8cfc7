using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Autograd.Ops;

namespace Autograd.GradientChecking.Properties;

/// <summary>
/// Begins gradient properties: that a derivative is right not at one point but at every shape, layout and value that
/// generators come up with. A failure is made smaller, dimension by dimension, size by size and value by value, and ends in a
/// C# text that shows it again.
/// </summary>
/// <example>
/// <code>
/// GradCheckProperty.For((x, y) => x * y.Tanh()).Shapes(CaseShapes.Broadcastable()).Verify();
/// GradCheckProperty.For&lt;MyOp&gt;().Domain(InputDomain.Positive).Cases(200).Seed(17).Verify();
/// GradCheckProperty.For(x => x.Relu()).AtKinks(0).Verify();        // a valid subgradient there
/// </code>
/// </example>
public static class GradCheckProperty
{
    /// <summary>A property of an operation, called as <see cref="GradCheck.Function{TOperation}"/> does.</summary>
    /// <typeparam name="TOperation">The operation.</typeparam>
    /// <param name="inputs">How many inputs it takes; 0 for what an elementwise operation's type says.</param>
    /// <param name="outputs">How many outputs it has.</param>
    /// <exception cref="ArgumentException">How many inputs it takes is not known.</exception>
    public static GradientProperty For<[DynamicallyAccessedMembers(OperationCaller.Members)] TOperation>(int inputs = 0, int outputs = 1)
        where TOperation : Operation
    {
        var count = inputs > 0 ? inputs : OperationCaller.InputsOf(typeof(TOperation));
        if (count < 1)
            throw new ArgumentException($"property: how many inputs {typeof(TOperation).Name} takes is not known; say For<{typeof(TOperation).Name}>(inputs: n)");
        var code = $"GradCheck.Function<{CSharpCode.Of(typeof(TOperation))}>({(outputs == 1 ? string.Empty : $"{outputs}")})";
        return new GradientProperty(new PropertySubject(typeof(TOperation).Name, code, IsOfArrays: true, count, GradCheck.Function<TOperation>(outputs)));
    }

    /// <summary>A property of a function of one input.</summary>
    /// <param name="function">The function. Called often: it must be pure.</param>
    /// <param name="code">Its text, which the compiler gives.</param>
    public static GradientProperty For(Func<Variable, Variable> function, [CallerArgumentExpression(nameof(function))] string code = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        return new GradientProperty(new PropertySubject(code, code, IsOfArrays: false, 1, x => [function(x[0])]));
    }

    /// <summary>A property of a function of two inputs.</summary>
    /// <param name="function">The function. Called often: it must be pure.</param>
    /// <param name="code">Its text, which the compiler gives.</param>
    public static GradientProperty For(Func<Variable, Variable, Variable> function, [CallerArgumentExpression(nameof(function))] string code = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        return new GradientProperty(new PropertySubject(code, code, IsOfArrays: false, 2, x => [function(x[0], x[1])]));
    }

    /// <summary>A property of a function of three inputs.</summary>
    /// <param name="function">The function. Called often: it must be pure.</param>
    /// <param name="code">Its text, which the compiler gives.</param>
    public static GradientProperty For(Func<Variable, Variable, Variable, Variable> function, [CallerArgumentExpression(nameof(function))] string code = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        return new GradientProperty(new PropertySubject(code, code, IsOfArrays: false, 3, x => [function(x[0], x[1], x[2])]));
    }

    /// <summary>A property of a function of any inputs with any outputs.</summary>
    /// <param name="inputs">How many inputs it takes.</param>
    /// <param name="function">The function. Called often: it must be pure.</param>
    /// <param name="code">Its text, which the compiler gives.</param>
    /// <exception cref="ArgumentException">There are no inputs.</exception>
    public static GradientProperty For(int inputs, Func<Variable[], Variable[]> function, [CallerArgumentExpression(nameof(function))] string code = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        if (inputs < 1)
            throw new ArgumentException($"property: a function of {inputs} inputs; give 1 or more");
        return new GradientProperty(new PropertySubject(code, code, IsOfArrays: true, inputs, function));
    }
}
