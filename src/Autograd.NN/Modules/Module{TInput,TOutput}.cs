namespace Autograd.NN;

/// <summary>
/// A module that takes and gives any types: several Variables as a tuple, tokens, states. <see cref="Module"/> is the one of a
/// Variable to a Variable.
/// </summary>
/// <typeparam name="TInput">What it takes, such as <c>(Variable Query, Variable Mask)</c>.</typeparam>
/// <typeparam name="TOutput">What it gives.</typeparam>
public abstract class Module<TInput, TOutput> : ModuleBase
{
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
            var output = Forward(input);
            frame.CheckLeaves(this, input);
            return output;
        }
        finally
        {
            frame.Leave();
        }
    }

    /// <summary>What the module computes. Call other modules by <see cref="Call"/>, never by their Forward.</summary>
    /// <param name="input">The input.</param>
    protected abstract TOutput Forward(TInput input);
}
