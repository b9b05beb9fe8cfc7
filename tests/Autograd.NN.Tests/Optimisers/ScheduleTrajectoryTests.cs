using System.Text.Json;
using Xunit;

namespace Autograd.NN.Tests.Optimisers;

/// <summary>Every schedule along PyTorch's path, 100 steps for two groups.</summary>
public class ScheduleTrajectoryTests
{
    private static readonly Lazy<JsonElement> Reference = new(() => Trajectories.Read("schedules.json", "schedules"));

    private static readonly Dictionary<string, Schedule> Schedules = new()
    {
        ["step"] = Schedule.Step(15, 0.3),
        ["multi_step"] = Schedule.MultiStep([10, 35, 35, 80], 0.2),
        ["exponential"] = Schedule.Exponential(0.93),
        ["lambda"] = Schedule.Lambda(step => 1 / (1 + (0.1 * step))),
        ["linear"] = Schedule.Linear(40, 0.25, 0.75),
        ["warmup"] = Schedule.Warmup(30),
        ["cosine"] = Schedule.Cosine(60, 0.002),
        ["restarts"] = Schedule.WarmRestarts(17, 1, 0.001),
        ["restarts_growing"] = Schedule.WarmRestarts(10, 2),
        ["one_cycle"] = Schedule.OneCycle(101),
        ["one_cycle_linear"] = Schedule.OneCycle(101, 0.21, 10, 100, linear: true, leastMomentum: 0.8, mostMomentum: 0.9),
        ["one_cycle_three_phase"] = Schedule.OneCycle(101, 0.4, threePhase: true),
        ["chained"] = Schedule.Chain(Schedule.Linear(20, 0.1, 1), Schedule.Exponential(0.97)),
        ["sequential"] = Schedule.Warmup(10, 0.1).Then(Schedule.Cosine(80, 0.001)),
        ["sequential_three"] = Schedule.Constant(0.5).For(20).Then(Schedule.Exponential(0.9).For(30)).Then(Schedule.Step(7, 0.3)),
    };

    private static readonly Dictionary<string, Func<Optimiser, PlateauScheduler>> Plateaus = new()
    {
        ["plateau"] = o => new PlateauScheduler(o, 0.5, 4),
        ["plateau_absolute"] = o => new PlateauScheduler(o, 0.2, 2, 0.02, absolute: true, cooldown: 5, minimum: 0.004),
        ["plateau_max"] = o => new PlateauScheduler(o, 0.5, 5, 0.05, grows: true),
        ["plateau_max_absolute"] = o => new PlateauScheduler(o, 0.7, 3, 0.05, absolute: true, grows: true),
    };

    public static TheoryData<string> Names => [.. Schedules.Keys];

    public static TheoryData<string> PlateauNames => [.. Plateaus.Keys];

    [Fact]
    public void EveryStoredScheduleIsFollowed() =>
        Assert.Equal(Reference.Value.EnumerateObject().Select(entry => entry.Name), [.. Schedules.Keys, .. Plateaus.Keys]);

    [Theory]
    [MemberData(nameof(Names))]
    public void RatesAndMomentaAreTheReferences(string name)
    {
        var reference = Reference.Value.GetProperty(name);
        var momenta = reference.GetProperty("momenta");
        var optimiser = Make();
        var scheduler = new Scheduler(optimiser, Schedules[name]);
        for (var step = 0; step <= 100; step++)
        {
            Check(reference, step, optimiser);
            Assert.Equal(momenta.ValueKind == JsonValueKind.Null ? 0.5 : momenta[step].GetDouble(), optimiser.Groups[1].Momentum, 1e-12);
            scheduler.Step();
        }

        // The same without a past.
        Assert.Equal(reference.GetProperty("rates")[37][1].GetDouble(), Schedules[name].LearningRateAt(37, 0.03), 1e-12);
        scheduler.MoveTo(37);
        Check(reference, 37, optimiser);
    }

    [Theory]
    [MemberData(nameof(PlateauNames))]
    public void PlateausAreTheReferences(string name)
    {
        var optimiser = Make();
        var plateau = Plateaus[name](optimiser);
        for (var t = 0; t <= 100; t++)
        {
            Check(Reference.Value.GetProperty(name), t, optimiser);
            var loss = (1 / (1 + (0.2 * Math.Min(t, 20)))) + (0.05 * Math.Sin(t)) + (t > 60 ? 0.01 * (t - 60) : 0);
            plateau.Step(plateau.Grows ? -loss : loss);
        }
    }

    private static Sgd Make() => new(
        [new ParameterGroup([Variable.Zeros([1])]) { LearningRate = 0.1 }, new ParameterGroup([Variable.Zeros([1])]) { LearningRate = 0.03 }], 1, momentum: 0.5);

    private static void Check(JsonElement reference, int step, Optimiser optimiser)
    {
        for (var group = 0; group < 2; group++)
        {
            var expected = reference.GetProperty("rates")[step][group].GetDouble();
            var actual = optimiser.Groups[group].LearningRate;
            Assert.True(Math.Abs(expected - actual) <= 1e-10 * expected, $"the rate of group {group} at step {step} is {actual:R}, not {expected:R}");
        }
    }
}
