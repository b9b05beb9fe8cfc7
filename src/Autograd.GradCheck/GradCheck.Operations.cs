using System.Diagnostics.CodeAnalysis;
using Autograd.Ops;

namespace Autograd.GradientChecking;

/// <content>One operation over shapes, devices and precisions.</content>
public static partial class GradCheck
{
    /// <summary>Begins the check of one operation; say what to check it at, and <c>Run()</c> or <c>Verify()</c> it.</summary>
    /// <typeparam name="TOperation">The operation.</typeparam>
    /// <example><code>GradCheck.Op&lt;MyOp&gt;().Shapes(ShapeSweep.Broadcastable(3)).Orders(2).Devices(CheckDevices.All).Verify();</code></example>
    public static OpCheck<TOperation> Op<[DynamicallyAccessedMembers(OperationCaller.Members)] TOperation>()
        where TOperation : Operation => new();

    /// <summary>An operation as a function of its inputs, which elementwise operations get broadcast, as users' calls do.</summary>
    /// <typeparam name="TOperation">The operation: its static <c>Instance</c> is called, or a new one made without parameters.</typeparam>
    /// <param name="outputs">How many outputs it has.</param>
    /// <exception cref="InvalidOperationException">It has neither an instance nor such a constructor.</exception>
    /// <example><code>GradCheck.Verify(GradCheck.Function&lt;MyOp&gt;(), [x, w]);</code></example>
    public static Func<Variable[], Variable[]> Function<[DynamicallyAccessedMembers(OperationCaller.Members)] TOperation>(int outputs = 1)
        where TOperation : Operation => OperationCaller.Call(OperationCaller.Find(typeof(TOperation)), outputs);
}
