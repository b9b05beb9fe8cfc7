namespace Autograd.GradientChecking;

/// <summary>The samples of one operation, named by its type.</summary>
/// <typeparam name="TOperation">The operation.</typeparam>
public abstract class OperationSamples<TOperation> : OperationSamples
    where TOperation : Ops.Operation
{
    /// <inheritdoc/>
    public sealed override Type Operation => typeof(TOperation);
}
