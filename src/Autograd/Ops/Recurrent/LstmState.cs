namespace Autograd;

/// <summary>What an LSTM carries from one step to the next.</summary>
/// <param name="Hidden">h, which is also the output of the last step.</param>
/// <param name="Cell">c, of the same shape.</param>
public readonly record struct LstmState(Variable Hidden, Variable Cell)
{
    /// <summary>The same values, outside of any graph: gradients do not pass.</summary>
    /// <remarks>For the state carried to the next stretch of a sequence: <c>state = state.Detach().Keep();</c></remarks>
    public LstmState Detach() => new(Hidden.Detach(), Cell.Detach());

    /// <summary>Takes both out of the tape or scope that owns them: they stay until the collector finds them unused.</summary>
    /// <returns>This state.</returns>
    public LstmState Keep() => new(Hidden.Keep(), Cell.Keep());
}
