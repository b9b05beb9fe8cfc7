using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Views;

namespace Autograd.GradientChecking.Tool;

/// <summary>Reads the options, runs the checks, and turns what was found into an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Everything passed.</summary>
    public const int Passed = 0;

    /// <summary>Something failed, or more was inconclusive than allowed.</summary>
    public const int Failed = 1;

    /// <summary>A usage or load error, or nothing to be checked.</summary>
    public const int Bad = 2;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Stopped = 130;

    public static int Run(string[] arguments, TextWriter output, TextWriter error, bool isTerminal, CancellationToken stop = default)
    {
        var standard = new RunOptions();
        var assembly = new Argument<string>("ASSEMBLY") { Description = "the assembly (.dll) with OperationSamples classes or [GradientChecked] methods, beside its dependencies" };
        var filter = new Option<string?>("--filter") { Description = "only operations and functions of these names, with commas; * stands for anything", HelpName = "NAMES" };
        var orders = Number("--orders", "the highest order of derivative", standard.Orders, 1, 8);
        var seed = Number<ulong>("--seed", "of probes and weights", standard.Seed, 0, ulong.MaxValue);
        var quick = new Option<bool>("--quick") { Description = "a spread of small samples of each operation instead of all" };
        var allowed = Number("--allow-inconclusive", "how many cases may be inconclusive", standard.AllowedInconclusive, 0, int.MaxValue);
        var json = File("--json", "write the certificate as JSON");
        var html = File("--html", "write the certificate as one HTML page");
        var markdown = File("--markdown", "write the certificate as Markdown");
        var against = Text("--against", "an earlier certificate as Markdown: fail where operations are others, or a verdict is worse", "FILE");
        var devices = Text("--devices", "devices held against the processor, with commas: ilgpu-cpu, opencl, cuda; or all", "NAMES");
        var join = new Option<string[]>("--join") { Description = "certificates as JSON of other pieces or machines: what this run lacks is taken from them", HelpName = "FILE" };
        var mutations = Text("--mutations", "the report of a mutation campaign, whose scores go on the certificate", "FILE");
        var verbose = new Option<bool>("--verbose") { Description = "print the report of every case" };
        var title = Text("--title", "the certificate's heading; the assembly's name otherwise");
        var release = Text("--release", "a version to write on the certificate");
        var commit = Text("--commit", "a commit to write on the certificate");
        var date = Text("--date", "a date to write on the certificate");
        var root = new RootCommand("Checks the gradients of an assembly's operations and marked functions.")
        {
            assembly, filter, orders, seed, quick, allowed, devices, mutations, join, json, html, markdown, against, verbose, title, release, commit, date,
        };
        root.SetAction(parsed =>
        {
            var settings = new Settings
            {
                Assembly = parsed.GetValue(assembly)!,
                Options = new RunOptions
                {
                    Filter = parsed.GetValue(filter),
                    Orders = parsed.GetValue(orders),
                    Seed = parsed.GetValue(seed),
                    IsQuick = parsed.GetValue(quick),
                    AllowedInconclusive = parsed.GetValue(allowed),
                    Devices = parsed.GetValue(devices),
                },
                About = new About
                {
                    Title = parsed.GetValue(title) ?? Path.GetFileNameWithoutExtension(parsed.GetValue(assembly)!),
                    Release = parsed.GetValue(release),
                    Commit = parsed.GetValue(commit),
                    Date = parsed.GetValue(date),
                },
                Json = parsed.GetValue(json),
                Html = parsed.GetValue(html),
                Markdown = parsed.GetValue(markdown),
                Against = parsed.GetValue(against),
                Mutations = parsed.GetValue(mutations),
                Join = parsed.GetValue(join) ?? [],
                IsVerbose = parsed.GetValue(verbose),
            };
            IRunView view = isTerminal ? new LiveView() : new PlainView(output, error);
            return new Session(settings, view).Run(stop) ? Passed : Failed;
        });

        try
        {
            var parsed = root.Parse(arguments);
            if (parsed.Errors.Count > 0)
                return Fail(error, $"{parsed.Errors[0].Message} See --help.");
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("autograd-gradcheck: stopped; nothing was written");
            return Stopped;
        }
        catch (Exception e) when (e is ToolException or IOException or UnauthorizedAccessException)
        {
            return Fail(error, e.Message);
        }
    }

    private static Option<string?> Text(string name, string description, string value = "TEXT") => new(name) { Description = description, HelpName = value };

    private static Option<string?> File(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "FILE" };
        option.Validators.Add(result =>
        {
            // Found out before the run, not after it.
            var folder = result.Tokens.Count == 0 ? null : Path.GetDirectoryName(Path.GetFullPath(result.Tokens[0].Value));
            if (folder is not null && !Directory.Exists(folder))
                result.AddError($"{name}: the folder of '{result.Tokens[0].Value}' is not there.");
        });
        return option;
    }

    private static Option<T> Number<T>(string name, string description, T standard, T least, T most)
        where T : INumber<T>
    {
        return new Option<T>(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => standard,
            CustomParser = result => Parse(result, name, least, most),
        };
    }

    private static T? Parse<T>(ArgumentResult result, string name, T least, T most)
        where T : INumber<T>
    {
        var text = result.Tokens[0].Value;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: '{text}' is not a number from {least} to {most}."));
        return default;
    }

    private static int Fail(TextWriter error, string message)
    {
        error.WriteLine($"autograd-gradcheck: {message.ReplaceLineEndings(" ")}");
        return Bad;
    }
}
