using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Autograd;
using Digits.Views;
using Examples;

namespace Digits;

/// <summary>Reads the options, runs the training, and turns what goes wrong into one line and an exit code.</summary>
internal static class CommandLine
{
    private const int Bad = 2;
    private const int Stopped = 130;

    private static readonly Settings Defaults = new();

    public static int Run(string[] arguments, TextWriter output, TextWriter error, bool isTerminal, CancellationToken stop = default)
    {
        var model = new Option<string>("--model")
        {
            Description = "a convolutional network, or a perceptron of one hidden layer",
            HelpName = "cnn|mlp",
            DefaultValueFactory = _ => "cnn",
            CustomParser = ParseModel,
        };
        var epochs = Number("--epochs", "passes over the training digits", Defaults.Epochs, 1, 100_000);
        var batch = Number("--batch", "digits a step", Defaults.Batch, 1, 1_000_000);
        var rate = Number("--lr", "Adam's learning rate", Defaults.LearningRate, 0, 100);
        var seed = Number<ulong>("--seed", "of the split, the weights, the order and the dropout", Defaults.Seed, 0, ulong.MaxValue);
        var threads = Number("--threads", "threads of a kernel; the results do not depend on it", AutogradOptions.Threads, 1, 1024);
        var data = new Option<string?>("--data") { Description = "a folder with MNIST's four IDX files, plain or .gz, instead of the built-in digits", HelpName = "FOLDER" };
        var file = new Option<string>("--save") { Description = "the model's file", DefaultValueFactory = _ => Defaults.File, HelpName = "FILE" };
        var device = new Option<Device>("--device")
        {
            Description = "where it is trained",
            HelpName = DeviceOption.Names,
            DefaultValueFactory = _ => Device.Cpu,
            CustomParser = ParseDevice,
        };
        var root = new RootCommand("Trains a small network on handwritten digits.") { model, epochs, batch, rate, seed, threads, device, data, file };
        root.SetAction(parsed =>
        {
            AutogradOptions.Threads = parsed.GetValue(threads);
            var settings = new Settings
            {
                IsConvolutional = parsed.GetValue(model) == "cnn",
                Epochs = parsed.GetValue(epochs),
                Batch = parsed.GetValue(batch),
                LearningRate = parsed.GetValue(rate),
                Seed = parsed.GetValue(seed),
                Device = parsed.GetValue(device),
                Folder = parsed.GetValue(data),
                File = parsed.GetValue(file)!,
            };
            ITrainingView view = isTerminal ? new LiveView() : new PlainView(output);
            return new Session(settings, view).Run(stop) ? 0 : Stopped;
        });

        try
        {
            var parsed = root.Parse(arguments);
            if (parsed.Errors.Count > 0)
                return Fail(error, parsed.Errors[0].Message);
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            return Fail(error, e.Message);
        }
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

    private static string? ParseModel(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text is "cnn" or "mlp")
            return text;
        result.AddError($"--model: '{text}' is neither cnn nor mlp");
        return null;
    }

    private static Device ParseDevice(ArgumentResult result)
    {
        if (DeviceOption.WhyNot(result.Tokens[0].Value, out var device) is { } reason)
            result.AddError(reason);
        return device;
    }

    private static T? Parse<T>(ArgumentResult result, string name, T least, T most)
        where T : INumber<T>
    {
        var text = result.Tokens[0].Value;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: '{text}' is not a number from {least} to {most}"));
        return default;
    }

    private static int Fail(TextWriter error, string message)
    {
        error.WriteLine($"digits: {message.ReplaceLineEndings(" ")}");
        return Bad;
    }
}
