using Autograd.Backends;
using Autograd.Ilgpu.Blas;
using Autograd.Ilgpu.Kernels;
using Autograd.Ilgpu.Memory;

namespace Autograd.Ilgpu;

/// <content>Matrix products through cuBLAS, where the device has it and the layouts allow.</content>
internal sealed partial class IlgpuBackend
{
    private bool TryMultiplyWithCublas(in TensorView a, in TensorView b, in TensorView c, in TensorView? bias)
    {
        if (_open.Cublas is not { } cublas || !IlgpuDevices.UsesCublas || c.DType is not (DType.Float32 or DType.Float64) || c.Shape.Count == 0)
            return false;
        if (!GemmPlan.TryCreate(a, b, c, stackalloc int[KernelPlan.Space(2)], out var plan))
            return false;

        // The bias is laid into the result first, and the products are added to it.
        if (bias is { } row)
            Copy(new TensorView(row.Storage, c.Shape, BiasSteps(c.Shape.Rank), row.Offset), c);
        lock (_gate)
        {
            ThrowIfLost();
            _launches += plan.Calls;
            Profile.CountLaunch("cublas");
            try
            {
                using (_accelerator.BindScoped())
                    Multiply(cublas, plan, a, b, c, adds: bias is not null);
            }
            catch (CublasException failure)
            {
                throw failure switch
                {
                    { IsOfMemory: true } => OutOfMemory.Error(Device, "matmul", "memory for cuBLAS", Memory.Statistics, failure),
                    { IsLoss: true } => Lost("matmul", failure),
                    _ => new InvalidOperationException($"matmul: {failure.Message}; IlgpuDevices.UsesCublas = false does without cuBLAS", failure),
                };
            }
        }

        KeepAlive(a, b);
        KeepAlive(c, bias ?? c);
        return true;
    }

    private static void Multiply(Cublas cublas, in GemmPlan plan, in TensorView a, in TensorView b, in TensorView c, bool adds)
    {
        if (c.DType == DType.Float32)
            cublas.Multiply(plan, Address(a), Address(b), Address(c), adds ? 1f : 0f, IlgpuDevices.AllowsTf32);
        else
            cublas.Multiply(plan, Address(a), Address(b), Address(c), adds ? 1.0 : 0.0, allowsTf32: false);
    }

    private static nint Address(in TensorView view) => ((IlgpuStorage)view.Storage).Block.Address + (nint)(view.Offset * view.DType.Size());

    private static Strides BiasSteps(int rank)
    {
        Span<long> steps = stackalloc long[rank];
        steps.Clear();
        steps[^1] = 1;
        return Strides.Create(steps);
    }
}
