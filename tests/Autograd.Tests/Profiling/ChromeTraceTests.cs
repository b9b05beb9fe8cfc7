using System.Text.Json;
using Autograd.Tests.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Profiling;

/// <summary>The trace is JSON of the documented form, a line a call, calls inside others within their times.</summary>
[Collection(PoolCollection.Name)]
public class ChromeTraceTests
{
    [Fact]
    public void EveryCallIsACompleteEvent()
    {
        var x = Variable.Ones([8]).WithGrad();
        using var profile = Profile.Start();
        using (var tape = new Tape())
            x.Tanh().Backward(Variable.Ones([8]));
        Profile.CountLaunch("kernel");
        profile.Dispose();

        var events = Events(profile);
        var names = events.Where(e => e.GetProperty("ph").GetString() == "X").Select(e => $"{e.GetProperty("name")} {e.GetProperty("cat")}");
        Assert.Equal(["tanh forward", "tanh backward"], names);
        foreach (var e in events)
        {
            Assert.Equal(Environment.ProcessId, e.GetProperty("pid").GetInt32());
            Assert.Equal(Environment.CurrentManagedThreadId, e.GetProperty("tid").GetInt32());
        }

        var forward = events.Single(e => e.TryGetProperty("cat", out var category) && category.GetString() == "forward");
        Assert.Equal((64, 8), (forward.GetProperty("args").GetProperty("bytes").GetInt32(), forward.GetProperty("args").GetProperty("flops").GetInt32()));
        Assert.True(forward.GetProperty("ts").GetDouble() >= 0 && forward.GetProperty("dur").GetDouble() > 0);
        Assert.Equal("M", events[0].GetProperty("ph").GetString());
        Assert.Equal("kernel", events.Single(e => e.GetProperty("ph").GetString() == "i").GetProperty("name").GetString());
    }

    [Fact]
    public void CallsInsideOthersLieWithinTheirTimes()
    {
        var x = Variable.Ones([4, 4]).WithGrad();
        using var profile = Profile.Start();
        using (var tape = new Tape())
            tape.Gradient(x.MatMul(x).Sum(), x, createGraph: true);
        profile.Dispose();

        var stack = new Stack<double>();
        var nested = 0;
        foreach (var e in Events(profile).Where(e => e.GetProperty("ph").GetString() == "X"))
        {
            var start = e.GetProperty("ts").GetDouble();
            var end = start + e.GetProperty("dur").GetDouble();
            while (stack.TryPeek(out var around) && around <= start)
                stack.Pop();
            if (stack.TryPeek(out var outer))
            {
                nested++;

                // Times are rounded to nanoseconds.
                Assert.True(end <= outer + 0.01, $"{e} ends after {outer}");
            }

            stack.Push(end);
        }

        Assert.True(nested > 0);
    }

    [Fact]
    public void TheTraceIsBoundedAndTheSumsAreNot()
    {
        var x = Variable.Ones([1]);
        using var profile = Profile.Start(traceLimit: 3);
        for (var i = 0; i < 5; i++)
            _ = x.Exp();
        profile.Dispose();
        Assert.Equal(3, Events(profile).Count(e => e.GetProperty("ph").GetString() == "X"));
        Assert.Equal(2, profile.DroppedEvents);
        Assert.Equal(5, profile.Rows().Single().Calls);
        Assert.Contains("the trace lacks the last 2 calls", profile.Table(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Profile.Start(traceLimit: -1));
    }

    [Fact]
    public void AFileIsWrittenWhole()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, new string('x', 100_000));
            using var profile = Profile.Start();
            _ = Variable.Ones([1]).Exp();
            profile.WriteChromeTrace(path);
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            Assert.True(document.RootElement.GetProperty("traceEvents").GetArrayLength() >= 2);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<JsonElement> Events(Profile profile)
    {
        using var stream = new MemoryStream();
        profile.WriteChromeTrace(stream);
        using var document = JsonDocument.Parse(stream.ToArray());
        return [.. document.RootElement.GetProperty("traceEvents").EnumerateArray().Select(e => e.Clone())];
    }
}
