namespace Autograd.NN;

/// <summary>A module of one Variable to one Variable: what networks and layers derive from.</summary>
/// <example>
/// <code>
/// sealed class Net : Module
/// {
///     private readonly Linear _hidden, _output;
///
///     public Net()
///     {
///         _hidden = Add("hidden", new Linear(64, 128));
///         _output = Add("output", new Linear(128, 10));
///     }
///
///     protected override Variable Forward(Variable x) => _output.Call(_hidden.Call(x).Relu());
/// }
/// </code>
/// </example>
public abstract class Module : Module<Variable, Variable>;
