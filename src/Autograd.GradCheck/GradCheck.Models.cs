using Autograd.Tapes;

namespace Autograd.GradientChecking;

/// <content>Models, whose parameters are found on the tape; and operations one by one.</content>
public static partial class GradCheck
{
    /// <summary>
    /// Checks a loss by every parameter that it reads and that requires a gradient, and throws unless it passes. Parameters are
    /// found on the tape, reported by their path in the model, moved in place and put back bit by bit.
    /// </summary>
    /// <remarks>
    /// Up to 64 elements a parameter has its whole Jacobian compared; beyond, it is probed along at least three directions of ±1
    /// and one normal, and element by element at some places. Where the check fails, the report names the operation behind it.
    /// </remarks>
    /// <param name="loss">Computes the loss, or any float output, from the parameters and whatever else.</param>
    /// <param name="options">How; the defaults where null. Names, domains and constants are in the order the loss first reads the parameters.</param>
    /// <returns>The report.</returns>
    /// <exception cref="GradCheckException">A verdict is worse than a kink; the message is the report.</exception>
    /// <exception cref="ArgumentException">The loss reads no parameter, or one that is not float64.</exception>
    /// <example><code>GradCheck.Model(() => model.Loss(batch));</code></example>
    public static GradCheckReport Model(Func<Variable> loss, GradCheckOptions? options = null) => Demand(RunModel(loss, options));

    /// <summary>Checks a loss by every parameter that it reads and that requires a gradient; see <see cref="Model(Func{Variable}, GradCheckOptions?)"/>.</summary>
    /// <param name="loss">Computes the loss, or any float output, from the parameters and whatever else.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <exception cref="ArgumentException">The loss reads no parameter, or one that is not float64.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; the parameters are put back.</exception>
    public static GradCheckReport RunModel(Func<Variable> loss, GradCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return RunModel(loss, ParametersOf(loss), options);
    }

    /// <summary>
    /// Checks every operation that a function records alone, at the values it meets, in float64 copies: a loss of any dtype and
    /// any size, without one difference through the whole.
    /// </summary>
    /// <param name="function">Computes a result from Variables that require gradients, such as a model's loss.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <returns>The operations that are wrong alone, and those that could not be checked.</returns>
    /// <exception cref="InvalidOperationException">Nothing was recorded.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static TapeBisection EachOperation(Func<Variable> function, GradCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        var previous = Arena.EnterThread(null);
        using var poison = Poison.Begin();
        try
        {
            return TapeBisector.RunAll(function, options ?? GradCheckOptions.Default);
        }
        finally
        {
            Arena.LeaveThread(previous);
        }
    }

    /// <summary>The leaves a loss reads that require gradients, in the order of their first use.</summary>
    private static List<Variable> ParametersOf(Func<Variable> loss)
    {
        var previous = Arena.EnterThread(null);
        try
        {
            using var tape = new Tape();
            loss();
            var parameters = new List<Variable>();
            for (var index = 0; index < tape.NodeCount; index++)
            {
                if (tape.Node(index) is { Operation: null } node && node.Output(0).RequiresGrad)
                    parameters.Add(node.Output(0));
            }

            return parameters.Count > 0
                ? parameters
                : throw new ArgumentException("gradcheck: the loss reads no Variable that requires a gradient; set RequiresGrad on the parameters");
        }
        finally
        {
            Arena.LeaveThread(previous);
        }
    }
}
