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
}
