using Xunit;
#if ILGPU
using System.Reflection;
using Autograd.Ilgpu.Kernels;
using ILGPU;
#endif

namespace Autograd.Ilgpu.Tests;

/// <summary>
/// The structs that kernels take. ILGPU takes structs of the same fields in the same order for one type, however they are nested, and
/// then finds a struct inside the one where it lies in the other: the fields of an inner struct are lost, and the kernel works on a copy
/// in memory, through pointers that not every driver has.
/// </summary>
public sealed class StructTests
{
#if ILGPU
    [Fact]
    public void StructsOfTheSameFieldsNestThemAlike()
    {
        var nestings = new Dictionary<string, (Type Struct, string Nesting)>();
        foreach (var type in Structs())
        {
            var (fields, nesting) = (Describe(type, ""), Describe(type, "()"));
            if (nestings.TryAdd(fields, (type, nesting)))
                continue;
            var other = nestings[fields];
            Assert.True(nesting == other.Nesting, $"{type.Name} is {nesting}, {other.Struct.Name} is {other.Nesting}");
        }

        Assert.True(nestings.Count > 10, $"{nestings.Count} structs found");
    }

    private static IEnumerable<Type> Structs()
    {
        foreach (var type in typeof(Work).Assembly.GetTypes())
        {
            if (type.Namespace != typeof(Work).Namespace || !type.IsValueType || type.IsEnum || type.IsNested)
                continue;
            if (type.GetInterfaces().Length > 0 && !type.IsGenericType && !IsAxes(type.GetInterfaces()))
                continue;
            yield return type.IsGenericTypeDefinition ? type.MakeGenericType(Argument(type.GetGenericArguments()[0])) : type;
        }

        static Type Argument(Type parameter) => IsAxes(parameter.GetGenericParameterConstraints()) ? typeof(LoopAxes) : typeof(KernelSingle);

        static bool IsAxes(Type[] interfaces) => interfaces.Any(static type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAxes<>));
    }

    // Inner structs between the brackets given; a struct of one field is that field.
    private static string Describe(Type type, string brackets)
    {
        if (type.IsPrimitive || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArrayView<>)))
            return type.Name;
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        var inner = string.Join(' ', fields.Select(field => Describe(field.FieldType, brackets)));
        return brackets.Length == 0 || fields.Length == 1 ? inner : brackets[0] + inner + brackets[1];
    }
#else
    [Fact]
    public void StructsOfTheSameFieldsNestThemAlike() => Accelerated.Require();
#endif
}
