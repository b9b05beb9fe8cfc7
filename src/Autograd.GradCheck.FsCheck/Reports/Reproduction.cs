using System.Globalization;
using System.Text;

namespace Autograd.GradientChecking.Properties;

/// <summary>A case as C# that shows its failure again, with nothing but the checker itself.</summary>
internal static class Reproduction
{
    public static string Write(PropertySubject subject, GradientCase one, GradCheckOptions options, string remark)
    {
        string[] names = one.Inputs.Count == 1 ? ["x"] : [.. Enumerable.Range(0, one.Inputs.Count).Select(input => $"x{input}")];
        var code = new StringBuilder();
        code.Append(CultureInfo.InvariantCulture, $"// {remark}\n");
        code.Append("using Autograd;\nusing Autograd.GradientChecking;\n\n");
        for (var input = 0; input < names.Length; input++)
        {
            var values = string.Join(", ", one.Inputs[input].StoredValues().Select(CSharpCode.Of));
            code.Append(CultureInfo.InvariantCulture, $"var {names[input]} = Variable.From<double>([{values}], {one.Inputs[input].StoredShape});\n");
        }

        var type = subject.IsOfArrays ? "Variable[], Variable[]" : string.Join(", ", Enumerable.Repeat("Variable", names.Length + 1));
        code.Append(CultureInfo.InvariantCulture, $"System.Func<{type}> underTest = {subject.Code};\n");
        var parameters = Array.ConvertAll(names, Parameter);
        var seen = subject.IsOfArrays
            ? $"inputs => underTest([{string.Join(", ", one.Inputs.Select((input, position) => input.SeenCode($"inputs[{position}]")))}])"
            : $"{(parameters.Length == 1 ? parameters[0] : $"({string.Join(", ", parameters)})")} => underTest({string.Join(", ", one.Inputs.Select((input, position) => input.SeenCode(parameters[position])))})";
        var arguments = subject.IsOfArrays ? $"[{string.Join(", ", names)}]" : string.Join(", ", names);
        code.Append(CultureInfo.InvariantCulture, $"GradCheck.Verify({seen}, {arguments}, {Options(options)});\n");
        return code.ToString();
    }

    /// <summary>A lambda's parameter, beside the Variable of that name.</summary>
    private static string Parameter(string name) => name.Replace('x', 'v');

    private static string Options(GradCheckOptions options)
    {
        var standard = GradCheckOptions.Default;
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"Orders = {options.Orders}")];
        Add(nameof(GradCheckOptions.Seed), $"{options.Seed}", options.Seed == standard.Seed);
        Add(nameof(GradCheckOptions.MaxFullJacobian), $"{options.MaxFullJacobian}", options.MaxFullJacobian == standard.MaxFullJacobian);
        Add(nameof(GradCheckOptions.RademacherProbes), $"{options.RademacherProbes}", options.RademacherProbes == standard.RademacherProbes);
        Add(nameof(GradCheckOptions.GaussianProbes), $"{options.GaussianProbes}", options.GaussianProbes == standard.GaussianProbes);
        Add(nameof(GradCheckOptions.SpotChecks), $"{options.SpotChecks}", options.SpotChecks == standard.SpotChecks);
        Add(nameof(GradCheckOptions.AbsoluteTolerance), CSharpCode.Of(options.AbsoluteTolerance), options.AbsoluteTolerance == standard.AbsoluteTolerance);
        Add(nameof(GradCheckOptions.RelativeTolerance), CSharpCode.Of(options.RelativeTolerance), options.RelativeTolerance == standard.RelativeTolerance);
        Add(nameof(GradCheckOptions.ChecksJvp), "false", options.ChecksJvp);
        Add(nameof(GradCheckOptions.ChecksLayouts), "false", options.ChecksLayouts);
        Add(nameof(GradCheckOptions.ChecksAliasing), "false", options.ChecksAliasing);
        Add(nameof(GradCheckOptions.Constants), $"[{string.Join(", ", options.Constants)}]", options.Constants.Count == 0);
        Add(
            nameof(GradCheckOptions.Domains),
            $"[{string.Join(", ", options.Domains.Select(domain => domain is null ? "null" : CSharpCode.Of(domain)))}]",
            options.Domains.All(domain => domain is null || ReferenceEquals(domain, InputDomain.Real)));
        return $"new GradCheckOptions {{ {string.Join(", ", parts)} }}";

        void Add(string name, string value, bool isStandard)
        {
            if (!isStandard)
                parts.Add($"{name} = {value}");
        }
    }
}
