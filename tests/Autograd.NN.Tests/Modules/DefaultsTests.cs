using System.Reflection;
using System.Text.Json;
using Xunit;

namespace Autograd.NN.Tests.Modules;

/// <summary>Constructors' defaults and the distributions of fresh parameters are PyTorch's, as <c>defaults.json</c> has them.</summary>
public class DefaultsTests
{
    /// <summary>The reference's own estimates are good to about a hundredth.</summary>
    private const double Tolerance = 0.03;

    private const int Draws = 200;

    private static readonly JsonElement Classes =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "defaults.json"))).RootElement.GetProperty("classes");

    /// <summary>Parameters of constructors that are named as .NET names them.</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["eps"] = "epsilon",
        ["elementwise_affine"] = "affine",
        ["track_running_stats"] = "tracks",
        ["num_layers"] = "layers",
        ["batch_first"] = "batchFirst",
        ["padding_idx"] = "paddingIndex",
        ["negative_slope"] = "slope",
        ["approximate"] = "form",
        ["ceil_mode"] = "ceilMode",
        ["count_include_pad"] = "countIncludePad",
        ["ignore_index"] = "ignoreIndex",
        ["label_smoothing"] = "labelSmoothing",
        ["lr"] = "learningRate",
        ["weight_decay"] = "weightDecay",
        ["lr_decay"] = "learningRateDecay",
        ["initial_accumulator_value"] = "initialAccumulator",
        ["centered"] = "centred",
        ["max_iter"] = "maxIterations",
        ["max_eval"] = "maxEvaluations",
        ["tolerance_grad"] = "gradientTolerance",
        ["tolerance_change"] = "changeTolerance",
        ["history_size"] = "historySize",
        ["p"] = "probability",
    };

    /// <summary>Where a default differs, and why.</summary>
    private static readonly Dictionary<string, string> Different = new(StringComparer.Ordinal)
    {
        ["Lbfgs.line_search_fn"] = "without a line search L-BFGS diverges on ordinary problems",
        ["AvgPool2d.padding"] = "null stands for 0",
        ["Conv2d.dilation"] = "null stands for 1",
        ["Conv2d.padding"] = "null stands for 0",
        ["Conv2d.stride"] = "null stands for 1",
        ["MaxPool2d.dilation"] = "null stands for 1",
        ["MaxPool2d.padding"] = "null stands for 0",
        ["MultiHeadAttention.batch_first"] = "the batch is first in everything but recurrent modules",
    };

    public static TheoryData<string> Names => [.. Classes.EnumerateObject().Select(entry => entry.Name)];

    public static TheoryData<string> Layers =>
        [.. Classes.EnumerateObject().Where(entry => entry.Value.GetProperty("parameters").EnumerateObject().Any()).Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ConstructorsHavePyTorchsDefaults(string name)
    {
        var parameters = TypeOf(name).GetConstructors().SelectMany(constructor => constructor.GetParameters()).ToLookup(parameter => parameter.Name);
        var compared = 0;
        foreach (var entry in Classes.GetProperty(name).GetProperty("defaults").EnumerateObject())
        {
            if (entry.Name == "betas")
            {
                compared += Same(name, entry.Name, parameters["beta1"], entry.Value[0]) + Same(name, entry.Name, parameters["beta2"], entry.Value[1]);
                continue;
            }

            if (!Different.ContainsKey($"{name}.{entry.Name}"))
                compared += Same(name, entry.Name, parameters[Renamed.GetValueOrDefault(entry.Name, entry.Name)], entry.Value);
        }

        Assert.True(compared > 0 || Classes.GetProperty(name).GetProperty("parameters").EnumerateObject().Any(), $"{name}: no default was compared");
    }

    [Fact]
    public void AbsentSizesStandForWhatTheyDoThere()
    {
        var conv = new Conv2d(1, 1, 3);
        Assert.Equal(((Size2)1, (Size2)0, (Size2)1), (conv.Stride, conv.Padding, conv.Dilation));
        Assert.Equal([1, 1, 2, 2], new MaxPool2d(2).Call(Variable.Ones([1, 1, 5, 5])).Shape);
        Assert.Equal([1, 1, 2, 2], new AvgPool2d(2).Call(Variable.Ones([1, 1, 5, 5])).Shape);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void FreshParametersAreDistributedAsPyTorchs(string name)
    {
        var expected = Classes.GetProperty(name).GetProperty("parameters");
        var drawn = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        for (var seed = 0ul; seed < Draws; seed++)
        {
            var module = Make(name);
            module.Initialise(seed);
            var values = module.NamedParameters().Select(named => (named.Name, Value: named.Parameter.Value.Detach()))
                .Concat(module.NamedBuffers().Select(named => (named.Name, Value: named.Buffer.Value.Detach())));
            foreach (var (path, value) in values)
            {
                var wanted = expected.GetProperty(path);
                Assert.Equal(wanted.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()), value.Shape.Lengths.ToArray());
                if (!drawn.TryGetValue(path, out var list))
                    drawn[path] = list = [];
                list.AddRange(value.To(DType.Float64).ToArray<double>());
            }
        }

        Assert.Equal(expected.EnumerateObject().Select(entry => entry.Name).Order(StringComparer.Ordinal), drawn.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, values) in drawn)
            Compare($"{name}.{path}", expected.GetProperty(path), values);
    }

    private static void Compare(string what, JsonElement expected, List<double> values)
    {
        var (mean, deviation, largest) = (expected.GetProperty("mean").GetDouble(), expected.GetProperty("std").GetDouble(), expected.GetProperty("largest").GetDouble());
        if (deviation == 0)
        {
            Assert.All(values, value => Assert.Equal(mean, value));
            return;
        }

        var average = values.Average();
        var variance = values.Average(value => (value - average) * (value - average));
        var kurtosis = values.Average(value => Math.Pow(value - average, 4)) / (variance * variance);
        Near("mean", mean / deviation, average / deviation, 1);
        Near("standard deviation", deviation, Math.Sqrt(variance), deviation);
        Near("kurtosis", expected.GetProperty("kurtosis").GetDouble(), kurtosis, 3);

        // A uniform distribution has an end; a normal one's largest is a matter of luck.
        if (kurtosis < 2)
            Near("largest", largest, values.Max(Math.Abs), largest);

        void Near(string measure, double wanted, double actual, double scale) =>
            Assert.True(Math.Abs(wanted - actual) <= Tolerance * scale, $"{what}: the {measure} is {actual:G4}, not {wanted:G4}");
    }

    /// <summary>How many constructors' parameters were compared: what we do not have needs no default.</summary>
    private static int Same(string name, string key, IEnumerable<ParameterInfo> parameters, JsonElement expected)
    {
        var count = 0;
        foreach (var parameter in parameters.Where(parameter => parameter.HasDefaultValue))
        {
            Assert.True(Plain(expected) is { } wanted ? Equals(wanted, Plain(parameter.DefaultValue)) : IsNothing(parameter.DefaultValue, expected),
                $"{name}: {key} is {expected} there and {parameter.Name} = {parameter.DefaultValue ?? "null"} here");
            count++;
        }

        return count;
    }

    private static bool IsNothing(object? value, JsonElement expected) => expected.ValueKind == JsonValueKind.Null && value is null;

    private static object? Plain(JsonElement expected) => expected.ValueKind switch
    {
        JsonValueKind.Number => expected.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when expected.GetString() == "none" => "erf",
        JsonValueKind.String => expected.GetString(),
        _ => null,
    };

    /// <summary>Numbers as double, the names of enums in lower case.</summary>
    private static object? Plain(object? value) => value switch
    {
        bool flag => flag,
        Enum choice => choice.ToString().ToLowerInvariant(),
        null => null,
        _ => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static ModuleBase Make(string name)
    {
        var arguments = Classes.GetProperty(name).GetProperty("arguments").EnumerateArray().Select(number => number.GetInt32()).ToArray();
        foreach (var constructor in TypeOf(name).GetConstructors())
        {
            var parameters = constructor.GetParameters();
            var given = new object?[parameters.Length];
            var fits = parameters.Length >= arguments.Length && parameters.Skip(arguments.Length).All(parameter => parameter.HasDefaultValue);
            for (var i = 0; i < parameters.Length && fits; i++)
            {
                given[i] = i >= arguments.Length ? parameters[i].DefaultValue
                    : parameters[i].ParameterType == typeof(int) ? arguments[i]
                    : parameters[i].ParameterType == typeof(Size2) ? new Size2(arguments[i], arguments[i])
                    : parameters[i].ParameterType == typeof(Shape) ? Shape.Create([arguments[i]])
                    : null;
                fits = i >= arguments.Length || given[i] is not null;
            }

            if (fits)
                return (ModuleBase)constructor.Invoke(given);
        }

        throw new InvalidOperationException($"{name}: no constructor takes {string.Join(", ", arguments)}");
    }

    private static Type TypeOf(string name) =>
        typeof(ModuleBase).Assembly.GetType($"Autograd.NN.{name}") ?? throw new InvalidOperationException($"there is no {name}");
}
