using System.Text.Json;
using Xunit;

namespace Autograd.NN.Tests.Modules;

/// <summary>A profile knows which module made a call, forward and backward, and what an optimiser's steps take.</summary>
[Collection(nameof(ProfileTests))]
[CollectionDefinition(nameof(ProfileTests), DisableParallelization = true)]
public class ProfileTests
{
    [Fact]
    public void CallsCountForTheModuleWhoseCodeMadeThem()
    {
        var model = new Sequential(new Linear(4, 8), new Tanh(), new Sequential(new Linear(8, 2)));
        model.Initialise(1);
        var adam = new Adam(model.Parameters());
        var x = Variable.Ones([3, 4]);
        using var profile = Profile.Start();
        using (var tape = new Tape())
        {
            model.Call(x).Square().Sum().Backward();
            adam.Step();
        }

        profile.Dispose();
        var rows = profile.Rows();
        foreach (var (operation, module) in new[] { ("linear", "Sequential.0"), ("tanh", "Sequential.1"), ("linear", "Sequential.2.0"), ("square", string.Empty) })
        {
            foreach (var phase in new[] { ProfilePhase.Forward, ProfilePhase.Backward })
                Assert.Equal(1, rows.Single(row => row.Operation == operation && row.Module == module && row.Phase == phase).Calls);
        }

        Assert.Equal(1, rows.Single(row => row.Phase == ProfilePhase.Region).Calls);
        Assert.Equal("adam", rows.Single(row => row.Phase == ProfilePhase.Region).Operation);
        Assert.Contains("Sequential.2.0", profile.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, profile.Rows(ProfileGrouping.Module).Count(row => row.Module == "Sequential.0"));
    }

    [Fact]
    public void ModulesAreLinesOfTheTrace()
    {
        var model = new Sequential(new Linear(4, 8), new Tanh());
        model.Initialise(1);
        using var profile = Profile.Start();
        _ = model.Call(Variable.Ones([3, 4]));
        profile.Dispose();
        using var stream = new MemoryStream();
        profile.WriteChromeTrace(stream);
        using var document = JsonDocument.Parse(stream.ToArray());
        var modules = document.RootElement.GetProperty("traceEvents").EnumerateArray()
            .Where(e => e.TryGetProperty("cat", out var category) && category.GetString() == "module")
            .Select(e => e.GetProperty("name").GetString());
        Assert.Equal(["Sequential", "Sequential.0", "Sequential.1"], modules);
    }

    [Fact]
    public void AProfileThatStartsOrEndsWithinAModuleIsInOrder()
    {
        Profile? profile = null;
        var model = new Sequential(new Linear(2, 2), new Linear(2, 2));
        model.Initialise(1);
        using (model.RegisterForwardPreHook(x => Started(x, ref profile)))
            _ = model.Call(Variable.Ones([1, 2]));
        using (model.RegisterForwardHook((_, y) => Ended(y, profile!)))
            _ = model.Call(Variable.Ones([1, 2]));
        Assert.Equal(4, profile!.Rows(ProfileGrouping.Operation).Single(row => row.Operation == "linear").Calls);
    }

    private static Variable Started(Variable x, ref Profile? profile)
    {
        profile = Profile.Start();
        return x;
    }

    private static Variable Ended(Variable y, Profile profile)
    {
        profile.Dispose();
        return y;
    }
}
