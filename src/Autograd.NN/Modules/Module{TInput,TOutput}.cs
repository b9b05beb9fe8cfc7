namespace Autograd.NN;

/// <summary>
/// A module that takes and gives any types: several Variables as a tuple, tokens, states. <see cref="Module"/> is the one of a
/// Variable to a Variable.
/// </summary>
/// <typeparam name="TInput">What it takes, such as <c>(Variable Query, Variable Mask)</c>.</typeparam>
/// <typeparam name="TOutput">What it gives.</typeparam>
public abstract class Module<TInput, TOutput> : ModuleBase
{
    private readonly ModuleHooks<Func<TInput, TInput>> _before = new();
    private readonly ModuleHooks<Func<TInput, TOutput, TOutput>> _after = new();

    /// <summary>Whether functions of the user's see what comes in or goes out.</summary>
    internal bool HasHooks => !_before.All.IsEmpty || !_after.All.IsEmpty;

    /// <summary>Runs the module. All it uses must be registered, which is checked here and at each use below.</summary>
    /// <param name="input">The input.</param>
    /// <exception cref="InvalidOperationException">Something that is not registered was used.</exception>
    public TOutput Call(TInput input)
    {
        if (input is null)
            throw new ArgumentNullException(nameof(input));
        var frame = ModuleFrame.Enter(this);
        try
        {
            foreach (var hook in _before.All)
                input = hook(input);
            var output = Forward(input);
            foreach (var hook in _after.All)
                output = hook(input, output);
            frame.CheckLeaves(this, input);
            ModuleFrame.Report(this, output);
            return output;
        }
        finally
        {
            frame.Leave();
        }
    }

    /// <summary>
    /// Calls a function after each forward pass with the input and the output; what it returns takes the output's place. It runs
    /// as a part of the pass: what it computes is recorded.
    /// </summary>
    /// <param name="hook">The function. Return the output itself to only look at it.</param>
    /// <returns>Removes the hook when disposed.</returns>
    public IDisposable RegisterForwardHook(Func<TInput, TOutput, TOutput> hook) => _after.Add(hook);

    /// <summary>Calls a function before each forward pass with the input; what it returns takes the input's place.</summary>
    /// <param name="hook">The function. Return the input itself to only look at it.</param>
    /// <returns>Removes the hook when disposed.</returns>
    public IDisposable RegisterForwardPreHook(Func<TInput, TInput> hook) => _before.Add(hook);

    /// <summary>
    /// The modules with what each gives for an input, its arithmetic and its memory, as a table. The pass runs in evaluation
    /// mode, so that neither running averages nor random streams move; the mode is put back.
    /// </summary>
    /// <param name="input">An input; its values matter only where the module looks at them.</param>
    public ModuleSummary Summary(TInput input)
    {
        if (input is null)
            throw new ArgumentNullException(nameof(input));
        return new ModuleSummary(this, () => Call(input));
    }

    /// <summary>What the module computes. Call other modules by <see cref="Call"/>, never by their Forward.</summary>
    /// <param name="input">The input.</param>
    protected abstract TOutput Forward(TInput input);
}
