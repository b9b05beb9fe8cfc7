using System.Globalization;
using Digits;
using Xunit;

namespace Autograd.NN.Tests.Examples;

public sealed class DigitsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["digits.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--epochs 0", "digits: --epochs: '0' is not a number from 1 to 100000")]
    [InlineData("--epochs many", "digits: --epochs: 'many' is not a number from 1 to 100000")]
    [InlineData("--batch -3", "digits: --batch: '-3' is not a number from 1 to 1000000")]
    [InlineData("--lr NaN", "digits: --lr: 'NaN' is not a number from 0 to 100")]
    [InlineData("--seed -1", "digits: --seed: '-1' is not a number from 0 to 18446744073709551615")]
    [InlineData("--threads 0", "digits: --threads: '0' is not a number from 1 to 1024")]
    [InlineData("--model resnet", "digits: --model: 'resnet' is neither cnn nor mlp")]
    [InlineData("--data /no/such/folder", "digits: --data: there is no folder '/no/such/folder'")]
    [InlineData("--epochs", "digits: Required argument missing for option: '--epochs'.")]
    [InlineData("--frobnicate", "digits: Unrecognized command or argument '--frobnicate'.")]
    public void BadOptionsGiveOneLineAndCode2(string arguments, string expected)
    {
        var (code, output, error) = Run(arguments.Split(' '));

        Assert.Equal(2, code);
        Assert.Equal(expected, error.TrimEnd());
        Assert.Empty(output);
    }

    [Fact]
    public void BadFilesGiveOneLineAndCode2()
    {
        Assert.Contains("has neither train-images-idx3-ubyte nor train-images-idx3-ubyte.gz", Fail(), StringComparison.Ordinal);
        WriteMnist(labels: 3);
        _folder.Write("train-images-idx3-ubyte", [1, 2, 3, 4]);
        Assert.StartsWith("digits: idx: '", Fail(), StringComparison.Ordinal);
        WriteMnist(labels: 200);
        Assert.Contains("has the label 200 at 0", Fail(), StringComparison.Ordinal);
        var (code, _, error) = Run("--model", "mlp", "--epochs", "1", "--save", _folder["no/such/folder/file"]);
        Assert.Equal(2, code);
        Assert.Single(error.TrimEnd().Split('\n'));

        string Fail()
        {
            var (code, _, error) = Run("--data", _folder.Path, "--save", File);
            Assert.Equal(2, code);
            return Assert.Single(error.TrimEnd().Split('\n'));
        }
    }

    [Fact]
    public void HelpListsTheOptions()
    {
        var (code, output, _) = Run("--help");
        Assert.Equal(0, code);
        Assert.All(["--epochs", "--batch", "--lr", "--seed", "--threads", "--model", "--data", "--save"], option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    [Fact]
    public void ThePerceptronLearnsAndTheLastLineIsItsAccuracy()
    {
        var lines = Train("--model", "mlp", "--epochs", "10");

        Assert.StartsWith("accuracy=0.", lines[^1], StringComparison.Ordinal);
        Assert.True(double.Parse(lines[^1][9..], CultureInfo.InvariantCulture) > 0.9);
        Assert.Contains(lines, line => line.EndsWith("all test predictions are identical, bit for bit", StringComparison.Ordinal));
        Assert.True(System.IO.File.Exists(File));
    }

    [Fact]
    public void TheConvolutionalNetLearns() =>
        Assert.True(double.Parse(Train("--epochs", "2", "--lr", "0.002")[^1][9..], CultureInfo.InvariantCulture) > 0.8);

    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    public void TheLossDoesNotDependOnThreads(string model)
    {
        var before = AutogradOptions.Threads;
        try
        {
            var one = Losses(1);
            Assert.Equal(one, Losses(3));
            Assert.NotEqual(one, Losses(1, seed: 2));
        }
        finally
        {
            AutogradOptions.Threads = before;
        }

        double[] Losses(int threads, ulong seed = 1)
        {
            AutogradOptions.Threads = threads;
            var settings = new Settings { IsConvolutional = model == "cnn", Epochs = 1, Seed = seed };
            var data = DigitData.Load(settings);
            Module net = model == "cnn" ? new Digits.Models.ConvolutionalNet(8, 10) : new Digits.Models.Perceptron(8, 10);
            net.Initialise(seed);
            var losses = new List<double>();
            new Trainer(net, data, settings).TrainEpoch(1, progress => losses.Add(progress.Loss), CancellationToken.None);
            return [.. losses];
        }
    }

    [Theory]
    [InlineData("ilgpu-cpu:7", "digits: no 'ilgpu-cpu:7', ")]
    [InlineData("abacus", "digits: no 'abacus', the kinds are cpu, ilgpu-cpu, cuda, opencl")]
    [InlineData("cuda:x", "digits: --device: 'cuda:x' is none of cpu|cuda|opencl|ilgpu-cpu")]
    public void ADeviceThatIsNotThereSaysWhy(string name, string message)
    {
        var (code, output, error) = Run("--device", name);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void MnistsFilesAreRead()
    {
        WriteMnist(labels: 3);
        Assert.StartsWith("accuracy=", Train("--model", "mlp", "--epochs", "1", "--data", _folder.Path)[^1], StringComparison.Ordinal);
        Assert.StartsWith("accuracy=", Train("--model", "cnn", "--epochs", "1", "--data", _folder.Path)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void StoppingKeepsTheLastWholeEpoch()
    {
        using var stop = new CancellationTokenSource();
        var output = new StopWriter("epoch 2/", stop);

        var code = CommandLine.Run(["--model", "mlp", "--epochs", "9", "--save", File], output, TextWriter.Null, isTerminal: false, stop.Token);

        var lines = output.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(130, code);
        Assert.Contains(lines, line => line.StartsWith("trained 2 epochs in ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("identical, bit for bit", StringComparison.Ordinal));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var early = new StringWriter();
        Assert.Equal(130, CommandLine.Run(["--model", "mlp", "--save", File], early, TextWriter.Null, isTerminal: false, cancelled.Token));
        Assert.EndsWith("nothing was saved", early.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = CommandLine.Run(arguments, output, error, isTerminal: false);
        return (code, output.ToString(), error.ToString());
    }

    private string[] Train(params string[] arguments)
    {
        var (code, output, error) = Run([.. arguments, "--save", File]);
        Assert.Empty(error);
        Assert.Equal(0, code);
        return output.TrimEnd().ReplaceLineEndings("\n").Split('\n');
    }

    private void WriteMnist(byte labels)
    {
        foreach (var part in (string[])["train", "t10k"])
        {
            _folder.Write($"{part}-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 5, 0, 0, 0, 4, 0, 0, 0, 4, .. Enumerable.Range(0, 80).Select(i => (byte)i)]);
            _folder.WriteGzip($"{part}-labels-idx1-ubyte.gz", [0, 0, 8, 1, 0, 0, 0, 5, labels, 1, 2, 3, 4]);
        }
    }

    /// <summary>Asks to stop once a line of that beginning has come.</summary>
    private sealed class StopWriter(string beginning, CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value!.StartsWith(beginning, StringComparison.Ordinal))
                stop.Cancel();
        }
    }
}
