using Autograd.Tapes;

namespace Autograd.GradientChecking;

/// <summary>
/// The function under check with its arguments. Its leaves are moved in place and put back bit by bit; every call draws the
/// random streams that the first one drew, so that a function with a dropout in it is a function.
/// </summary>
internal sealed class Subject
{
    private readonly RandomLog _draws = new();

    private Subject(string name, Func<Variable[], Variable[]> function, Variable[] arguments, CheckedInput[] inputs, bool isModel)
    {
        Name = name;
        Function = function;
        Arguments = arguments;
        Inputs = inputs;
        IsModel = isModel;
        Leaves = Array.ConvertAll(inputs, input => input.Leaf);
    }

    public string Name { get; }

    /// <summary>Whether the leaves are a model's own parameters, which the function reads by itself.</summary>
    public bool IsModel { get; }

    /// <summary>
    /// Whether inputs are only tried in the layouts they have: an operation alone may rely on what its method has prepared.
    /// </summary>
    public bool KeepsLayouts { get; set; }

    public Variable[] Arguments { get; }

    public CheckedInput[] Inputs { get; }

    public Variable[] Leaves { get; }

    /// <summary>How often the function was called.</summary>
    public long Calls { get; private set; }

    private Func<Variable[], Variable[]> Function { get; }

    /// <summary>A function of arguments, which are copied; floats become float64.</summary>
    public static Subject OfFunction(Func<Variable[], Variable[]> function, IReadOnlyList<Variable> arguments, GradCheckOptions options)
    {
        options.Validate(arguments.Count);
        var copies = new Variable[arguments.Count];
        var inputs = new List<CheckedInput>();
        for (var i = 0; i < copies.Length; i++)
        {
            if (arguments[i] is null)
                throw new ArgumentNullException(nameof(arguments), $"gradcheck: argument {i} is null; give a Variable");
            var isFloat = arguments[i].DType.IsFloat();
            var data = arguments[i].Detach();
            copies[i] = (isFloat ? data.To(DType.Float64) : data).Clone();
            if (isFloat && !options.Constants.Contains(i))
                inputs.Add(Input(i, copies[i].WithGrad(), options));
        }

        if (inputs.Count == 0)
            throw new ArgumentException("gradcheck: no argument is float32 or float64 and not constant; there is nothing to differentiate by");
        return new Subject("a function of " + string.Join(", ", inputs), function, copies, [.. inputs], isModel: false);
    }

    /// <summary>A loss of parameters that it reads itself.</summary>
    public static Subject OfModel(Func<Variable> loss, IReadOnlyList<Variable> parameters, GradCheckOptions options)
    {
        options.Validate(parameters.Count);
        var inputs = new List<CheckedInput>();
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i] ?? throw new ArgumentNullException(nameof(parameters), $"gradcheck: parameter {i} is null; give a Variable");
            if (options.Constants.Contains(i))
                continue;
            if (parameter.DType != DType.Float64)
                throw new ArgumentException($"gradcheck: parameter {parameter.Holder?.Path ?? $"{i}"} is {parameter.DType.Name()}; gradients are proved in float64, build the model so");
            if (!parameter.RequiresGrad || !parameter.IsLeaf)
                throw new ArgumentException($"gradcheck: parameter {i} is no leaf that requires a gradient; set RequiresGrad, or leave it out");
            inputs.Add(Input(i, parameter, options));
        }

        if (inputs.Count == 0)
            throw new ArgumentException("gradcheck: no parameters; there is nothing to differentiate by");
        return new Subject($"a model of {inputs.Count} parameters", _ => [loss()], [.. parameters], [.. inputs], isModel: true);
    }

    /// <summary>The float outputs for the leaves as they are.</summary>
    public Variable[] Call() => Call(Arguments);

    /// <summary>The float outputs for other arguments.</summary>
    public Variable[] Call(Variable[] arguments)
    {
        var outputs = Draw(arguments) ?? throw new InvalidOperationException("gradcheck: the function returned null; return its outputs");
        var floats = new List<Variable>(outputs.Length);
        foreach (var output in outputs)
        {
            if (output.DType == DType.Float32)
                throw new InvalidOperationException("gradcheck: an output is float32 for float64 inputs; write the function so that it keeps its inputs' dtype");
            if (output.DType == DType.Float64)
                floats.Add(output);
        }

        return floats.Count == 0
            ? throw new InvalidOperationException("gradcheck: no output is a float; there is nothing to differentiate")
            : [.. floats];
    }

    /// <summary>Moves one input.</summary>
    public void Move(int input, double[] values)
    {
        var leaf = Leaves[input];
        leaf.CopyFrom(Variable.From(values, leaf.Shape, leaf.Device));
    }

    /// <summary>Puts one input back.</summary>
    public void Restore(int input) => Move(input, Inputs[input].Values);

    /// <summary>Whether an input's bits are what they were at the start.</summary>
    public bool IsUntouched(int input)
    {
        var now = Leaves[input].ToArray<double>();
        return Bits.Equal(now, Inputs[input].Values);
    }

    private Variable[] Draw(Variable[] arguments)
    {
        var around = _draws.Enter(replay: Calls++ > 0);
        try
        {
            return Function(arguments);
        }
        finally
        {
            RandomLog.Leave(around);
        }
    }

    private static CheckedInput Input(int position, Variable leaf, GradCheckOptions options)
    {
        var name = position < options.Names.Count ? options.Names[position] : leaf.Holder?.Path ?? $"input {position}";
        var domain = position < options.Domains.Count ? options.Domains[position] ?? InputDomain.Real : InputDomain.Real;
        var input = new CheckedInput(position, name, leaf, domain);
        if (!domain.Contains(input.Values, input.Shape))
            throw new ArgumentException($"gradcheck: {name} lies outside its domain {domain}; give values inside");
        return input;
    }
}
