using System.Text.Json;
using Autograd.Tests.Table;
using Xunit;

namespace Autograd.Tests.Reference;

/// <summary>
/// The numbers of another framework, computed once and kept in the files beside this one: values, gradients and second derivatives
/// of every case, through the public API.
/// </summary>
public class OperationReferenceTests
{
    /// <summary>Of the reference's numbers, one by one.</summary>
    private const double Relative = 1e-12;

    /// <summary>The reference's own error far out in tails.</summary>
    private const double Absolute = 1e-13;

    /// <summary>Of an array's largest, where sums cancel in another order.</summary>
    private const double RelativeToLargest = 1e-12;

    private static readonly Dictionary<string, JsonDocument> Files = Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Reference"), "*.json")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => JsonDocument.Parse(File.ReadAllText(path)));

    private static readonly Dictionary<string, Func<Variable[], JsonElement, Variable[]>> Calls = typeof(IReferenceTable).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IReferenceTable)))
        .SelectMany(type => ((IReferenceTable)Activator.CreateInstance(type)!).Calls)
        .ToDictionary(StringComparer.Ordinal);

    public static TheoryData<string> FileNames => [.. Files.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> Operations => [.. Cases.Select(OperationOf).Distinct()];

    private static IEnumerable<JsonElement> Cases => Files.Values.SelectMany(CasesOf);

    [Theory]
    [MemberData(nameof(FileNames))]
    public void FilesAreWhole(string name) => Assert.Equal(Files[name].RootElement.GetProperty("count").GetInt32(), CasesOf(Files[name]).Count());

    [Fact]
    public void EveryCallHasCases() => Assert.Empty(Calls.Keys.Except(Cases.Select(OperationOf)));

    [Theory]
    [MemberData(nameof(Operations))]
    public void Agrees(string operation)
    {
        foreach (var reference in Cases.Where(candidate => OperationOf(candidate) == operation))
            Replay(reference, reference.GetProperty("name").GetString()!);
    }

    private static void Replay(JsonElement reference, string name)
    {
        var inputs = Arrays(reference, "inputs").Select(array => array!.ToVariable()).ToArray();
        var wanted = Enumerable.Range(0, inputs.Length).Where(i => inputs[i].DType.IsFloat()).ToArray();
        foreach (var i in wanted)
            inputs[i].RequiresGrad = true;
        using var tape = new Tape();
        var outputs = Calls[OperationOf(reference)](inputs, reference.GetProperty("attributes"));

        // What changes nothing returns its input, and a walk begins at a recorded result.
        for (var i = 0; i < outputs.Length; i++)
        {
            if (inputs.Contains(outputs[i]))
                outputs[i] = outputs[i].Clone();
        }

        var expected = Arrays(reference, "outputs");
        Assert.Equal(expected.Length, outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
        {
            Assert.Equal(expected[i]!.Shape, outputs[i].Shape);
            Assert.Equal(expected[i]!.DType, outputs[i].DType);
            Compare($"{name}: output {i}", expected[i]!.Values, outputs[i]);
        }

        if (reference.GetProperty("cotangents").ValueKind == JsonValueKind.Null)
            return;
        var cotangents = Arrays(reference, "cotangents").Select(array => array!.ToVariable().WithGrad()).ToArray();
        var leaves = wanted.Select(i => inputs[i]).ToArray();
        foreach (var recorded in (bool[])[false, true])
        {
            var gradients = tape.Gradients(outputs, cotangents, leaves, createGraph: recorded, retainGraph: true);
            for (var k = 0; k < wanted.Length; k++)
                Compare($"{name}: gradient {wanted[k]}, recorded {recorded}", Numbers(reference.GetProperty("gradients")[wanted[k]], leaves[k]), gradients[k] ?? Variable.ZerosLike(leaves[k]));
            if (recorded && reference.GetProperty("second") is { ValueKind: JsonValueKind.Object } second)
                SecondOrder(name, tape, second, wanted, leaves, cotangents, gradients);
        }
    }

    private static void SecondOrder(string name, Tape tape, JsonElement second, int[] wanted, Variable[] leaves, Variable[] cotangents, Variable?[] gradients)
    {
        var directions = Arrays(second, "directions");
        Variable? sum = null;
        for (var k = 0; k < wanted.Length; k++)
        {
            if (gradients[k] is not { } gradient)
                continue;
            var term = (gradient * directions[wanted[k]]!.ToVariable()).Sum();
            sum = sum is null ? term : sum + term;
        }

        var results = sum is { RequiresGrad: true } ? tape.Gradients(sum, [.. leaves, .. cotangents]) : new Variable?[leaves.Length + cotangents.Length];
        for (var k = 0; k < wanted.Length; k++)
            Compare($"{name}: second derivative {wanted[k]}", Numbers(second.GetProperty("gradients")[wanted[k]], leaves[k]), results[k] ?? Variable.ZerosLike(leaves[k]));
        for (var i = 0; i < cotangents.Length; i++)
            Compare($"{name}: tangent {i}", Numbers(second.GetProperty("tangents")[i], cotangents[i]), results[leaves.Length + i] ?? Variable.ZerosLike(cotangents[i]));
    }

    private static void Compare(string what, double[] expected, Variable actual)
    {
        var largest = Check.Largest(expected);
        Check.Near(what, expected, Table.Numbers.Read(actual), i => Absolute + (Relative * Math.Abs(expected[i])) + (RelativeToLargest * largest));
    }

    /// <summary>Null stands for zeros.</summary>
    private static double[] Numbers(JsonElement array, Variable like) =>
        array.ValueKind == JsonValueKind.Null ? new double[like.Count] : [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static ReferenceArray?[] Arrays(JsonElement owner, string name) =>
        [.. owner.GetProperty(name).EnumerateArray().Select(array => array.ValueKind == JsonValueKind.Null ? null : ReferenceArray.Read(array))];

    private static string OperationOf(JsonElement reference) => reference.GetProperty("op").GetString()!;

    private static IEnumerable<JsonElement> CasesOf(JsonDocument file) => file.RootElement.GetProperty("cases").EnumerateArray();
}
