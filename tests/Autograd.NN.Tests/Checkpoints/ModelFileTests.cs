using Autograd.NN.Tests.Modules;
using Xunit;

namespace Autograd.NN.Tests.Checkpoints;

public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["model.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void WhatWasSavedComesBackToTheBit(DType dtype)
    {
        var (saved, loaded) = (new GoodNet(), new GoodNet());
        saved.To(dtype);
        loaded.To(dtype);
        saved.Mean.CopyFrom(Variable.From([1f, 2, 3]));

        saved.Save(File, new Dictionary<string, string> { ["note"] = "mine" });
        var report = loaded.Load(File);

        Assert.True(report.IsClean);
        Assert.Equal("everything fits", report.ToString());
        Assert.Equal(Values(saved), Values(loaded));
        Assert.Equal([1.0, 2, 3], loaded.Mean.Value.To(DType.Float64).ToArray<double>());
        using var reader = SafetensorsReader.Open(File);
        Assert.Equal("mine", reader.Metadata["note"]);
        Assert.Equal(11, reader.Entries.Count);
    }

    [Fact]
    public void EveryTypeOfBufferIsSaved()
    {
        var (saved, loaded) = (Net(7), Net(0));
        saved.Save(File);
        loaded.Load(File);
        Assert.Equal(
            saved.NamedBuffers().Select(named => named.Buffer.Value.To(DType.Float32).Item<float>()),
            loaded.NamedBuffers().Select(named => named.Buffer.Value.To(DType.Float32).Item<float>()));

        static TestNet Net(int value)
        {
            var net = new TestNet((_, x) => x);
            foreach (var dtype in Enum.GetValues<DType>())
                net.Hold(dtype.Name(), Variable.From((float)value).To(dtype));
            return net;
        }
    }

    [Fact]
    public void WhatDoesNotFitIsReportedAndNothingChanges()
    {
        Net(("same", [2]), ("shape", [3]), ("type", [2]), ("more", [1])).Save(File);
        var net = Net(("same", [2]), ("shape", [4]), ("other", [1]));
        net.Own("type", Variable.Zeros([2], DType.Float64));
        var before = Values(net);

        var strict = Assert.Throws<InvalidDataException>(() => net.Load(File));
        var loose = Assert.Throws<InvalidDataException>(() => net.Load(File, strict: false));

        Assert.Equal(
            $"load: '{File}' does not fit TestNet: 1 missing (other), 1 unexpected (more), 1 of another shape (shape [3] for [4]), 1 of another type (type F32 for F64); build the model as it was saved",
            strict.Message);
        Assert.Equal(strict.Message, loose.Message);
        Assert.Equal(before, Values(net));
    }

    [Fact]
    public void LooseLoadingTakesWhatThereIs()
    {
        Net(("same", [2]), ("more", [1])).Save(File);
        var net = Net(("same", [2]), ("other", [1]));
        net.NamedParameters()[0].Parameter.Value.Update<float>(elements => elements.Fill(9));

        Assert.EndsWith("or load with strict: false", Assert.Throws<InvalidDataException>(() => net.Load(File)).Message, StringComparison.Ordinal);
        Assert.Equal(9, net.NamedParameters()[0].Parameter.Value.ToArray<float>()[0]);
        var report = net.Load(File, strict: false);

        Assert.Equal(["other"], report.Missing);
        Assert.Equal(["more"], report.Unexpected);
        Assert.Equal("1 missing (other), 1 unexpected (more)", report.ToString());
        Assert.Equal(0, net.NamedParameters()[0].Parameter.Value.ToArray<float>()[0]);
    }

    [Fact]
    public void ADamagedFileChangesNothing()
    {
        var net = Net(("a", [2]), ("b", [2]));
        net.Save(File);
        var bytes = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, bytes[..^1]);
        foreach (var (_, parameter) in net.NamedParameters())
            parameter.Value.Update<float>(elements => elements.Fill(9));

        Assert.Throws<InvalidDataException>(() => net.Load(File));
        Assert.All(Values(net), value => Assert.Equal(9, value));
    }

    [Fact]
    public void LoadingUnderATapeWorks()
    {
        var net = new Linear(2, 1);
        net.Save(File);
        using (var tape = new Tape())
            net.Load(File);
        Assert.Equal(2, net.Weight.Value.ToArray<float>().Length);
    }

    private static TestNet Net(params (string Name, Shape Shape)[] parameters)
    {
        var net = new TestNet((_, x) => x);
        foreach (var (name, shape) in parameters)
            net.Own(name, Variable.Zeros(shape));
        return net;
    }

    private static double[] Values(ModuleBase module) =>
        [.. module.Parameters().SelectMany(parameter => parameter.Value.To(DType.Float64).ToArray<double>())];
}
