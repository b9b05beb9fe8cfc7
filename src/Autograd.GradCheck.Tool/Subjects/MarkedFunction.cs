using System.Globalization;
using System.Reflection;

namespace Autograd.GradientChecking.Tool.Subjects;

/// <summary>Turns a method marked with <see cref="GradientCheckedAttribute"/> into samples.</summary>
internal static class MarkedFunction
{
    /// <summary>The subject of a method.</summary>
    /// <exception cref="ToolException">The method's signature or a mark is wrong.</exception>
    public static CheckedSubject Read(MethodInfo method) => Read(method, method.GetCustomAttributes<GradientCheckedAttribute>());

    /// <summary>The subject of a method with marks given.</summary>
    /// <exception cref="ToolException">The method's signature or a mark is wrong.</exception>
    public static CheckedSubject Read(MethodInfo method, IEnumerable<GradientCheckedAttribute> marks)
    {
        var name = $"{method.DeclaringType!.Name}.{method.Name}";
        var parameters = method.GetParameters();
        if (!method.IsStatic || method.ContainsGenericParameters || parameters.Length == 0 || method.ReturnType != typeof(Variable)
            || !Array.TrueForAll(parameters, parameter => parameter.ParameterType == typeof(Variable)))
        {
            throw new ToolException($"{name} is marked [GradientChecked] and is no static method from Variables to a Variable; make it one, or write OperationSamples");
        }

        OperationSample[] samples = [.. marks.Select(mark => Sample(method, name, mark))];
        return new CheckedSubject(name, SubjectKind.Function, $"{method.DeclaringType.FullName}.{method.Name}", () => samples);
    }

    private static OperationSample Sample(MethodInfo method, string name, GradientCheckedAttribute mark)
    {
        var parameters = method.GetParameters();
        if (mark.Shapes.Count != parameters.Length)
            throw new ToolException($"{name}: [GradientChecked] has {mark.Shapes.Count} shapes for {parameters.Length} parameters; give one each");
        if (mark.Order < 1)
            throw new ToolException($"{name}: [GradientChecked] has Order {mark.Order}; give 1 or more");
        var inputs = new SampleInput[parameters.Length];
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = Input(parameters[i], ShapeOf(name, mark.Shapes[i]), name, mark, i);
        return new OperationSample
        {
            Name = string.Join(" ", mark.Shapes.Select(shape => $"[{shape}]")),
            Operations = [],
            Function = arguments => [(Variable)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture)!],
            Inputs = inputs,
            SmoothOrder = mark.Order,
        };
    }

    private static SampleInput Input(ParameterInfo parameter, Shape shape, string name, GradientCheckedAttribute mark, int position)
    {
        var within = parameter.GetCustomAttribute<WithinAttribute>();
        var low = Math.Max(mark.Low, within?.Low ?? double.NegativeInfinity);
        var high = Math.Min(mark.High, within?.High ?? double.PositiveInfinity);
        if (!(low < high) || !double.IsFinite(high - low))
        {
            throw new ToolException(string.Create(
                CultureInfo.InvariantCulture, $"{name}: no numbers for {parameter.Name} lie from {mark.Low} to {mark.High} and inside its domain; set Low and High"));
        }

        var input = SampleInput.Spread(shape, low, high, mark.Seed + position);
        return within is null ? input : input.On(InputDomain.Open(within.Low, within.High));
    }

    private static Shape ShapeOf(string name, string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts is [""])
            return Shape.Scalar;
        var lengths = new int[parts.Length];
        for (var i = 0; i < lengths.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out lengths[i]))
                throw new ToolException($"{name}: '{text}' is no shape; write sizes with commas, \"3,4\", and \"\" for a scalar");
        }

        return lengths;
    }
}
