using Autograd.Backends;

namespace Autograd.NN;

/// <summary>
/// An optimiser that changes each element by its own gradient and what is remembered of it alone: one pass does it all in place, on
/// devices for several parameters at once. Arrays that are not contiguous get the same formula in Variables.
/// </summary>
public abstract class ElementwiseOptimiser : Optimiser
{
    private readonly FusedUpdate _pass;

    private protected ElementwiseOptimiser(IEnumerable<ParameterGroup> groups, GroupDefaults defaults, FusedUpdate pass, params string[] stateNames)
        : base(groups, defaults, stateNames)
    {
        _pass = pass;
    }

    /// <summary>Whether the one pass is left out, so that tests compare it with the formula in Variables.</summary>
    internal bool UsesVariables { get; set; }

    /// <inheritdoc/>
    public override void Step()
    {
        CheckStates();
        using var region = Profile.Region(Kind);
        try
        {
            for (var i = 0; i < Parameters.Count; i++)
            {
                if (Parameters[i] is { RequiresGrad: true, Grad: { } gradient })
                    Step(i, gradient);
            }
        }
        finally
        {
            _pass.Flush();
        }
    }

    /// <inheritdoc/>
    public override double Step(Func<Variable> loss)
    {
        var value = Evaluate(loss);
        Step();
        return value;
    }

    /// <summary>The numbers of a step.</summary>
    /// <param name="group">The parameter's group.</param>
    /// <param name="step">The parameter's step, from 1.</param>
    private protected abstract UpdateNumbers Numbers(OptimiserGroup group, long step);

    /// <summary>One parameter's step in Variables, which is the formula to read and what the one pass is tested against.</summary>
    /// <param name="group">The parameter's group.</param>
    /// <param name="value">The parameter.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="states">What is remembered of it.</param>
    /// <param name="step">The parameter's step, from 1.</param>
    private protected abstract void Update(OptimiserGroup group, Variable value, Variable gradient, ReadOnlySpan<Variable> states, long step);

    /// <summary>What a state's elements are before the first step.</summary>
    private protected virtual double InitialState(int state) => 0;

    /// <summary>The numbers that every formula has, with the states it uses.</summary>
    private protected static UpdateNumbers Common(OptimiserGroup group, double rate, UpdateOptions options) => new()
    {
        Options = options | (group.L2 != 0 ? UpdateOptions.L2 : 0) | (group.L1 != 0 ? UpdateOptions.L1 : 0),
        Rate = rate,
        Keep = group.Keep,
        L2 = group.L2,
        L1 = group.L1,
        Epsilon = group.Epsilon,
    };

    /// <summary>A gradient with the group's penalties, in Variables.</summary>
    private protected static Variable Penalised(OptimiserGroup group, Variable x, Variable gradient)
    {
        var g = gradient.Detach();
        if (group.L2 != 0)
            g += x * group.L2;
        if (group.L1 != 0)
            g += Penalty.Sign(x) * group.L1;
        return g;
    }

    private void Step(int parameter, Variable gradient)
    {
        for (var state = 0; state < StateNames.Count; state++)
        {
            if (State(parameter, state) is null)
                MakeState(parameter, state, InitialState(state));
        }

        CountStep(parameter);
        var (group, value) = (GroupOf(parameter), Parameters[parameter].Current);
        if (!UsesVariables && FusedUpdate.CanRun(value, gradient))
        {
            _pass.Add(Numbers(group, Steps(parameter)), value, gradient, States(parameter));
            return;
        }

        using var scope = new Scope(onThreadOnly: true);
        Update(group, value, gradient, States(parameter), Steps(parameter));
    }

    /// <summary>Everything that can be refused is refused here, before a parameter is changed.</summary>
    private void CheckStates()
    {
        var any = false;
        for (var i = 0; i < Parameters.Count; i++)
        {
            var parameter = Parameters[i];
            if (parameter is not { RequiresGrad: true, Grad: { } gradient })
                continue;
            any = true;
            gradient.ThrowIfReleased(Kind);
            for (var state = 0; state < StateNames.Count; state++)
            {
                if (State(i, state) is { } value && (value.DType != parameter.DType || value.Device != parameter.Device))
                {
                    throw Errors.Argument(
                        Kind, $"{parameter} lies on {parameter.Device} now, what is remembered of it is {value.DType.Name()} on {value.Device}", "make the optimiser after To");
                }
            }
        }

        if (!any)
            throw Errors.State(Kind, "no parameter has a gradient", "call loss.Backward() before Step, and check that the parameters require gradients");
    }
}
