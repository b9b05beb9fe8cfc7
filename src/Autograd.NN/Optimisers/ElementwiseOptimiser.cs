namespace Autograd.NN;

/// <summary>
/// An optimiser that changes each element by its own gradient and what is remembered of it alone. On the CPU one pass does it
/// all in place; other devices get the same formula in Variables.
/// </summary>
public abstract class ElementwiseOptimiser : Optimiser
{
    private protected ElementwiseOptimiser(IEnumerable<ParameterGroup> groups, GroupDefaults defaults, params string[] stateNames)
        : base(groups, defaults, stateNames)
    {
    }

    /// <summary>Whether the one-pass loop is left out, so that tests compare it with the formula in Variables.</summary>
    internal bool UsesVariables { get; set; }

    /// <inheritdoc/>
    public override void Step()
    {
        CheckStates();
        using var region = Profile.Region(Kind);
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i] is not { RequiresGrad: true, Grad: { } gradient })
                continue;
            for (var state = 0; state < StateNames.Count; state++)
            {
                if (State(i, state) is null)
                    MakeState(i, state, InitialState(state));
            }

            CountStep(i);
            Update(GroupOf(i), Parameters[i].Current, gradient, States(i), Steps(i));
        }
    }

    /// <inheritdoc/>
    public override double Step(Func<Variable> loss)
    {
        var value = Evaluate(loss);
        Step();
        return value;
    }

    /// <summary>One parameter's step.</summary>
    /// <param name="group">The numbers.</param>
    /// <param name="value">The parameter.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="states">What is remembered of it.</param>
    /// <param name="step">The parameter's step, from 1.</param>
    private protected abstract void Update(OptimiserGroup group, Variable value, Variable gradient, ReadOnlySpan<Variable> states, long step);

    /// <summary>What a state's elements are before the first step.</summary>
    private protected virtual double InitialState(int state) => 0;

    /// <summary>Whether the one-pass loop is to run.</summary>
    private protected bool IsFused(Variable value, Variable gradient) => !UsesVariables && FusedUpdate.CanRun(value, gradient);

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
