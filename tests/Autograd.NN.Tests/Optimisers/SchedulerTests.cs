using Xunit;

namespace Autograd.NN.Tests.Optimisers;

public class SchedulerTests
{
    [Fact]
    public void SchedulesFollowEachOther()
    {
        var schedule = Schedule.Warmup(4).Then(Schedule.Cosine(6)).Then(Schedule.Constant(0.5));
        double[] expected = [0.25, 0.4375, 0.625, 0.8125, 1, (1 + Math.Cos(Math.PI / 6)) / 2, 0.75, 0.5, 0.25, (1 + Math.Cos(Math.PI * 5 / 6)) / 2, 0.5, 0.5];
        for (var step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], schedule.LearningRateAt(step), 1e-15);
        Assert.Equal(20, schedule.LearningRateAt(4, 20));
        Assert.Null(schedule.Length);
        Assert.Equal(10, Schedule.Warmup(4).Then(Schedule.Cosine(6)).Length);

        // The same one twice begins again; one with an end stays there.
        var cosine = Schedule.Cosine(4);
        Assert.Equal(1, cosine.Then(cosine).LearningRateAt(4), 1e-15);
        Assert.Equal(0, cosine.For(4).LearningRateAt(9), 1e-15);
        Assert.Equal(0.125, Schedule.Exponential(0.5).For(3).LearningRateAt(100));
        Assert.Equal(3, Schedule.Exponential(0.5).For(3).Length);
        Assert.Equal(7, Schedule.Chain(cosine, Schedule.Warmup(7)).Length);
        Assert.Null(Schedule.Chain(cosine, Schedule.Constant()).Length);
    }

    [Fact]
    public void MomentumGoesWithTheCycle()
    {
        var cycle = Schedule.Constant(0.5).For(5).Then(Schedule.OneCycle(10, cyclesMomentum: true));
        Assert.True(cycle.ChangesMomentum);
        Assert.Equal(0.3, cycle.MomentumAt(4, 0.3));
        Assert.Equal(0.95, cycle.MomentumAt(5, 0.3));
        Assert.Equal(0.85, cycle.MomentumAt(7, 0.3), 1e-15);
        Assert.Equal(0.95, Schedule.Chain(Schedule.Constant(), cycle).MomentumAt(99, 0.3));
        Assert.False(Schedule.OneCycle(10, cyclesMomentum: false).ChangesMomentum);

        // Adam's β₁, which may begin with 0, and after its end the cycle stays.
        var adam = new Adam([Variable.Ones([1])], beta1: 0);
        var scheduler = new Scheduler(adam, Schedule.OneCycle(10));
        Assert.Equal(0.95, adam.Beta1, 1e-15);
        scheduler.MoveTo(1000);
        Assert.Equal(1e-3 / 25 / 1e4, adam.LearningRate, 1e-15);
        Assert.Equal(0.95, adam.Beta1, 1e-15);
        Assert.Equal([1e-3], scheduler.BaseRates);
    }

    [Fact]
    public void LongCyclesDoNotOverflow() =>
        Assert.InRange(Schedule.WarmRestarts(3, 1000).LearningRateAt(long.MaxValue), 0, 1);

    [Fact]
    public void EachGroupMayHaveAScheduleOfItsOwn()
    {
        var sgd = new Sgd([new ParameterGroup([Variable.Ones([1])]), new ParameterGroup([Variable.Ones([1])]) { LearningRate = 2 }], 1);
        var scheduler = new Scheduler(sgd, [Schedule.Exponential(0.5), Schedule.Constant()]);
        scheduler.Step();
        scheduler.Step();
        Assert.Equal(2, scheduler.StepCount);
        Assert.Equal([0.25, 2], sgd.Groups.Select(group => group.LearningRate));
    }

    [Fact]
    public void PlateausTellWhenTheyLower()
    {
        var sgd = new Sgd([Variable.Ones([1])], 1);
        var plateau = new PlateauScheduler(sgd, 0.5, patience: 1, cooldown: 1);
        double[] losses = [3, 2, 2, double.NaN, 2, 2, 2];
        Assert.Equal([false, false, false, true, false, false, true], losses.Select(plateau.Step));
        Assert.Equal(0.25, sgd.LearningRate);
        Assert.Equal(2, plateau.Best);
        Assert.Equal(7, plateau.StepCount);
    }

    [Fact]
    public void DamagedNumbersAreNotAccepted()
    {
        var sgd = new Sgd([Variable.Ones([1])], 1);
        IScheduler scheduler = new Scheduler(sgd, Schedule.Constant());
        Assert.True(scheduler.Accepts([3, 1, 0]));
        Assert.False(scheduler.Accepts([3.5, 1, 0]));
        Assert.False(scheduler.Accepts([double.NaN, 1, 0]));
        Assert.False(scheduler.Accepts([3, double.PositiveInfinity, 0]));
        IScheduler plateau = new PlateauScheduler(sgd);
        Assert.True(plateau.Accepts([3, double.PositiveInfinity, 2, 0]));
        Assert.False(plateau.Accepts([3, double.NaN, 2, 0]));
        Assert.False(plateau.Accepts([-3, 1, 2, 0]));
        Assert.False(plateau.Accepts([3, 1, 0.5, 0]));
    }

    [Fact]
    public void ErrorsSayWhatToDo()
    {
        var sgd = new Sgd([Variable.Ones([1])], 1);
        Assert.Equal("schedule: a length of 0; use 1 or more", Error(() => Schedule.Step(0)));
        Assert.Equal("schedule: a length of -1; use 1 or more", Error(() => Schedule.Warmup(-1)));
        Assert.Equal("schedule: a length of 0; use 1 or more", Error(() => Schedule.Constant().For(0)));
        Assert.Equal("schedule: a length of 0; use 1 or more", Error(() => Schedule.WarmRestarts(4, 0)));
        Assert.Equal("schedule: a factor or rate of -1; use a finite number of 0 or more", Error(() => Schedule.Exponential(-1)));
        Assert.Equal("schedule: a factor or rate of NaN; use a finite number of 0 or more", Error(() => Schedule.Cosine(1, double.NaN)));
        Assert.Equal("schedule: the milestones are 5, 3; give steps of 0 or more in ascending order", Error(() => Schedule.MultiStep([5, 3])));
        Assert.Equal("schedule: one cycle of 1 steps; use 2 or more", Error(() => Schedule.OneCycle(1)));
        Assert.Equal("schedule: one cycle rises for 1 of its steps; use more than 0 and less than 1", Error(() => Schedule.OneCycle(10, 1)));
        Assert.Equal(
            "schedule: one cycle rises for 0.6 of its steps; use more than 0 and less than 1/2, it falls as long", Error(() => Schedule.OneCycle(10, 0.6, threePhase: true)));
        Assert.Equal("schedule: one cycle divides by 0 and 10000; use finite numbers above 0", Error(() => Schedule.OneCycle(10, divisor: 0)));
        Assert.Equal(
            "schedule: the momentum goes from 1 to 0.85; use numbers from 0 to below 1, the greater for the ends", Error(() => Schedule.OneCycle(10, mostMomentum: 1)));
        Assert.Equal("schedule: there is nothing to chain; give at least one schedule", Error(() => Schedule.Chain()));
        Assert.Equal("schedule: the step is -1; count from 0", Error(() => Schedule.Constant().LearningRateAt(-1)));
        Assert.Equal(
            "schedule: the first of two has no end; give it one, schedule.For(steps).Then(next)",
            Assert.Throws<InvalidOperationException>(() => Schedule.Exponential(0.5).Then(Schedule.Constant())).Message);
        Assert.Equal("scheduler: 2 schedules for 1 groups; give one for each, or one for all", Error(() => new Scheduler(sgd, [Schedule.Constant(), Schedule.Constant()])));
        Assert.Equal(
            "scheduler: sgd has no momentum to cycle in the group '0'; give it one, or use cyclesMomentum: false", Error(() => new Scheduler(sgd, Schedule.OneCycle(10))));
        Assert.Equal("scheduler: the step is -1; count from 0", Assert.Throws<ArgumentException>(() => new Scheduler(sgd, Schedule.Constant()).MoveTo(-1)).Message);
        Assert.Equal("plateau: the factor is 1; use a number from 0 to below 1", Error(() => new PlateauScheduler(sgd, 1)));
        Assert.Equal(
            "plateau: patience -1, cooldown 0, threshold 0.0001, minimum 0; use numbers of 0 or more", Error(() => new PlateauScheduler(sgd, patience: -1)));

        static string Error(Func<object> action) => Assert.Throws<ArgumentException>(() => _ = action()).Message;
    }
}
