using Autograd.Ops;

namespace Autograd.Tapes;

/// <summary>Is told of every operation that runs under a tape, recorded or not, once its outputs are there.</summary>
/// <param name="operation">The operation.</param>
/// <param name="inputs">Its inputs.</param>
/// <param name="outputs">Its outputs.</param>
internal delegate void OperationWatcher(Operation operation, ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs);
