using Autograd.Tapes;

namespace Autograd.Ops;

/// <summary>
/// One operation: how its value is computed and how derivatives pass it, backwards (<see cref="Vjp"/>) and forwards
/// (<see cref="Jvp"/>). An instance is immutable and holds the operation's attributes (axes, strides, …); it is shared by
/// all its recordings. Deriving from it is all there is to do for a new operation: nothing is registered.
/// </summary>
/// <remarks>
/// Elementwise operations derive from <see cref="UnaryOperation{TRule}"/> or <see cref="BinaryOperation{TRule}"/> and write
/// only their mathematics; fused ones from <see cref="FusedOperation"/>.
/// </remarks>
public abstract class Operation
{
    private string? _name;

    /// <summary>Whether handles made inside this operation's derivative may be recycled: only the framework's own are known not to keep any.</summary>
    internal bool RecyclesHandles { get; private init; }

    /// <summary>Creates the operation.</summary>
    protected Operation() => RecyclesHandles = GetType().Assembly == typeof(Operation).Assembly;

    /// <summary>The name in messages and displays; by default the class's name without <c>Op</c>, in lower case.</summary>
    public virtual string Name => _name ??= DefaultName(GetType());

    /// <summary>Whether gradients pass; where not, results never require one.</summary>
    public virtual bool IsDifferentiable => true;

    /// <summary>Applies the operation: validates, computes, and records where a tape records and an input requires a gradient.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="inputs">Its inputs, of one device.</param>
    /// <returns>The only, or the first, output.</returns>
    public static Variable Apply(Operation operation, params ReadOnlySpan<Variable> inputs)
    {
        Variable? output = null;
        Recorder.Run(operation, inputs, new Span<Variable?>(ref output));
        return output!;
    }

    /// <summary>Applies an operation of several outputs.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="inputs">Its inputs, of one device.</param>
    /// <param name="outputCount">How many outputs it has.</param>
    /// <returns>The outputs.</returns>
    public static Variable[] ApplyMany(Operation operation, ReadOnlySpan<Variable> inputs, int outputCount)
    {
        var outputs = new Variable?[outputCount];
        Recorder.Run(operation, inputs, outputs);
        return outputs!;
    }

    /// <summary>What <see cref="Vjp"/> reads of the forward pass, given which inputs need a gradient.</summary>
    /// <param name="needs">Which inputs need a gradient.</param>
    protected internal virtual Saves SavesFor(InputMask needs) => Saves.None;

    /// <summary>Computes the outputs. Variable operations used in here are not recorded.</summary>
    /// <param name="context">The inputs, and where outputs and saved values go.</param>
    protected internal abstract void Forward(in ForwardContext context);

    /// <summary>
    /// The vector–Jacobian product: turns the outputs' cotangents into the inputs'. Written in Variable operations it is
    /// differentiable itself, to any order.
    /// </summary>
    /// <param name="context">The recorded values and the outputs' cotangents.</param>
    /// <param name="sink">Where the inputs' cotangents go.</param>
    protected internal abstract void Vjp(in VjpContext context, in GradientSink sink);

    /// <summary>The Jacobian–vector product: turns the inputs' tangents into the outputs', in Variable operations.</summary>
    /// <param name="context">The recorded values, the inputs' tangents, and where the outputs' go.</param>
    protected internal abstract void Jvp(in JvpContext context);

    /// <summary>
    /// The arithmetic of one forward pass, for summaries: a multiplication and an addition are two, a function of an element is
    /// one. By default one an output element, none for a view; a fused operation counts its decomposition.
    /// </summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="outputs">The outputs.</param>
    protected internal virtual long Flops(ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs)
    {
        long count = 0;
        foreach (var output in outputs)
            count += IsView(output, inputs) ? 0 : output.Count;
        return count;
    }

    /// <summary>
    /// The arithmetic of a derivative, for profiles, given the forward pass's. Each gradient of a product is a product of the same size; a second
    /// input of anything else counts like the first, and further ones (scales, biases) hardly matter.
    /// </summary>
    internal virtual long VjpFlops(InputMask needs, long forward) => forward * Math.Min(needs.Count, 2);

    /// <summary>Whether an output shares an input's elements.</summary>
    internal static bool IsView(Variable output, ReadOnlySpan<Variable> inputs)
    {
        foreach (var input in inputs)
        {
            if (ReferenceEquals(input.Storage, output.Storage))
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static string DefaultName(Type type)
    {
        var name = type.Name;
        var generic = name.IndexOf('`', StringComparison.Ordinal);
        if (generic >= 0)
            name = name[..generic];
        if (name.Length > 2 && name.EndsWith("Op", StringComparison.Ordinal))
            name = name[..^2];
        return name.ToLowerInvariant();
    }
}
