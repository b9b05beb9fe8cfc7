using System.Text.Json;
using Xunit;

namespace Autograd.NN.Tests.Modules;

/// <summary>Recurrent modules against PyTorch's numbers: Reference/recurrent_reference.py says how they are made.</summary>
public class RecurrentReferenceTests
{
    private const double Tolerance = 1e-13;

    private static readonly JsonDocument File =
        JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "recurrent.json")));

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            var number = 0;
            foreach (var item in File.RootElement.GetProperty("cases").EnumerateArray())
                cases.Add(number++, item.GetProperty("kind").GetString()!);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void OutputsStatesAndGradientsAreTheReferences(int number, string kind)
    {
        var reference = File.RootElement.GetProperty("cases")[number];
        var (module, call) = Build(kind, reference);
        module.To(DType.Float64);
        var names = reference.GetProperty("parameters").EnumerateArray().ToArray();
        Assert.Equal(names.Select(name => name[0].GetString()), module.NamedParameters().Select(named => named.Name));
        var seed = 100ul * (ulong)number;
        foreach (var (_, parameter) in module.NamedParameters())
            parameter.Value.CopyFrom(Made(seed++, parameter.Shape));

        int Size(string name) => reference.GetProperty(name).GetInt32();
        var (steps, batch) = (Size("steps"), Size("batch"));
        var x = Made(seed++, reference.GetProperty("batchFirst").GetBoolean() ? [batch, steps, Size("inputs")] : [steps, batch, Size("inputs")]).WithGrad();
        List<Variable> states = [];
        for (var i = 0; reference.GetProperty("states").GetBoolean() && i < (kind == "lstm" ? 2 : 1); i++)
            states.Add(Made(seed++, [Size("layers") * (reference.GetProperty("bidirectional").GetBoolean() ? 2 : 1), batch, Size("units")]).WithGrad());

        using var tape = new Tape();
        var outputs = call(x, states);
        var root = Variable.Zeros([], DType.Float64);
        for (var i = 0; i < outputs.Length; i++)
        {
            Near($"output {i}", reference.GetProperty("outputs")[i], outputs[i]);
            root += (outputs[i] * Made(seed++, outputs[i].Shape)).Sum();
        }

        root.Backward();
        Variable[] gradients = [.. module.Parameters().Select(parameter => parameter.Grad!), x.Grad!, .. states.Select(state => state.Grad!)];
        Assert.Equal(reference.GetProperty("gradients").GetArrayLength(), gradients.Length);
        for (var i = 0; i < gradients.Length; i++)
            Near($"gradient {i}", reference.GetProperty("gradients")[i], gradients[i]);
    }

    private static (ModuleBase Module, Func<Variable, List<Variable>, Variable[]> Call) Build(string kind, JsonElement reference)
    {
        int Size(string name) => reference.GetProperty(name).GetInt32();
        bool Is(string name) => reference.GetProperty(name).GetBoolean();
        switch (kind)
        {
            case "lstm":
                var lstm = new Lstm(Size("inputs"), Size("units"), Size("layers"), Is("bidirectional"), Is("bias"), batchFirst: Is("batchFirst"));
                return (lstm, (x, states) =>
                {
                    var (output, state) = lstm.Call(x, states.Count == 0 ? null : new LstmState(states[0], states[1]));
                    return [output, state.Hidden, state.Cell];
                }
                );
            case "gru":
                var gru = new Gru(Size("inputs"), Size("units"), Size("layers"), Is("bidirectional"), Is("bias"), batchFirst: Is("batchFirst"));
                return (gru, (x, states) =>
                {
                    var (output, state) = gru.Call(x, states.FirstOrDefault());
                    return [output, state];
                }
                );
            default:
                var activation = kind == "rnn" ? RnnActivation.Tanh : RnnActivation.Relu;
                var rnn = new Rnn(Size("inputs"), Size("units"), Size("layers"), activation, Is("bidirectional"), Is("bias"), batchFirst: Is("batchFirst"));
                return (rnn, (x, states) =>
                {
                    var (output, state) = rnn.Call(x, states.FirstOrDefault());
                    return [output, state];
                }
                );
        }
    }

    private static void Near(string what, JsonElement expected, Variable actual)
    {
        var wanted = expected.EnumerateArray().Select(number => number.GetDouble()).ToArray();
        var found = actual.ToArray<double>();
        Assert.Equal(wanted.Length, found.Length);
        for (var i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(wanted[i] - found[i]) <= Tolerance * Math.Max(1, Math.Abs(wanted[i])), $"{what}: element {i} is {found[i]:R}, not {wanted[i]:R}");
    }

    private static Variable Made(ulong seed, Shape shape)
    {
        var values = new double[shape.Count];
        for (var k = 0; k < values.Length; k++)
        {
            var z = seed + (((ulong)k + 1) * 0x9E3779B97F4A7C15);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            values[k] = ((z >> 11) * (1.0 / (1ul << 53))) - 0.5;
        }

        return Variable.From(values, shape);
    }
}
