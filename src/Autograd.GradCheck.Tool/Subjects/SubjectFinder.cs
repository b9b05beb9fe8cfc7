using System.Reflection;

namespace Autograd.GradientChecking.Tool.Subjects;

/// <summary>Finds what can be checked among an assembly's types: nothing is registered.</summary>
internal static class SubjectFinder
{
    private const BindingFlags Methods = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Operations, then functions, each in the order of their names.</summary>
    /// <exception cref="ToolException">A class cannot be made, a mark is wrong, or there is nothing at all.</exception>
    public static IReadOnlyList<CheckedSubject> Find(IReadOnlyList<Type> types, string assembly)
    {
        var samples = types.Where(type => !type.IsAbstract && !type.ContainsGenericParameters && type.IsSubclassOf(typeof(OperationSamples))).Select(Make);
        var operations = samples.GroupBy(found => found.Operation).Select(found => new CheckedSubject(
            NameOf(found.Key), SubjectKind.Operation, found.Key.FullName ?? found.Key.Name, () => found.SelectMany(one => one.Samples())));
        var functions = types.SelectMany(type => type.GetMethods(Methods))
            .Where(method => method.IsDefined(typeof(GradientCheckedAttribute), inherit: false))
            .Select(MarkedFunction.Read);
        List<CheckedSubject> all =
        [
            .. operations.OrderBy(subject => subject.Name, StringComparer.Ordinal).ThenBy(subject => subject.FullName, StringComparer.Ordinal),
            .. functions.OrderBy(subject => subject.Name, StringComparer.Ordinal).ThenBy(subject => subject.FullName, StringComparer.Ordinal),
        ];
        return all.Count > 0
            ? all
            : throw new ToolException($"nothing was checked: {assembly} has no OperationSamples classes and no [GradientChecked] methods");
    }

    private static string NameOf(Type operation) =>
        operation.Name.EndsWith("Op", StringComparison.Ordinal) && operation.Name.Length > 2 ? operation.Name[..^2] : operation.Name;

    private static OperationSamples Make(Type type)
    {
        try
        {
            return (OperationSamples)Activator.CreateInstance(type, nonPublic: true)!;
        }
        catch (MissingMethodException)
        {
            throw new ToolException($"{type.FullName} has no constructor without parameters; give it one");
        }
        catch (TargetInvocationException error)
        {
            throw new ToolException($"the constructor of {type.FullName} threw {error.InnerException!.GetType().Name}: {error.InnerException.Message}");
        }
    }
}
