using Autograd.Backends;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// The axes of operands of equal shape, merged as far as all their strides allow, in the form kernels take. The operands are
/// numbered in the order of <see cref="Create"/>'s arguments.
/// </summary>
internal ref struct KernelPlan
{
    private readonly Span<int> _lengths;
    private readonly Span<int> _steps;

    private KernelPlan(Span<int> lengths, Span<int> steps)
    {
        _lengths = lengths;
        _steps = steps;
    }

    /// <summary>How many elements there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all operands are contiguous.</summary>
    public bool IsFlat { get; private set; }

    /// <summary>How many ints <see cref="Create"/> needs to work in, for that many operands.</summary>
    public static int Space(int operands) => LoopAxes.Most * (operands + 1);

    /// <summary>Merges the axes.</summary>
    /// <param name="operation">The name errors begin with.</param>
    /// <param name="space">Room for <see cref="Space"/> ints.</param>
    /// <param name="shape">The axes' lengths; there is an element.</param>
    /// <param name="operands">The operands' strides.</param>
    /// <exception cref="NotSupportedException">More axes are left, or larger ones, than kernels index.</exception>
    public static KernelPlan Create(string operation, Span<int> space, ReadOnlySpan<int> shape, params ReadOnlySpan<Strides> operands)
    {
        space.Clear();
        var plan = new KernelPlan(space[..LoopAxes.Most], space[LoopAxes.Most..]);
        var axes = 0;
        long count = 1;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (shape[axis] == 1)
                continue;
            count *= shape[axis];
            if (axes > 0 && plan.Merges(axes - 1, axis, operands))
            {
                plan._lengths[axes - 1] *= shape[axis];
                continue;
            }

            if (axes == LoopAxes.Most)
                throw Errors.Unsupported(operation, $"more than {LoopAxes.Most} axes with steps of their own", "use Contiguous() on the permuted or broadcast operands first");
            plan._lengths[axes] = shape[axis];
            for (var operand = 0; operand < operands.Length; operand++)
                plan._steps[(operand * LoopAxes.Most) + axes] = Int(operation, operands[operand][axis]);
            axes++;
        }

        plan.Count = Int(operation, count);
        plan.AxisCount = Math.Max(1, axes);
        plan.IsFlat = axes == 1;
        for (var operand = 0; operand < operands.Length; operand++)
        {
            Int(operation, plan.Reach(operand));
            plan.IsFlat &= plan._steps[operand * LoopAxes.Most] == 1;
        }

        return plan;
    }

    /// <summary>How many axes are left.</summary>
    public int AxisCount { get; private set; }

    /// <summary>The axes.</summary>
    /// <param name="work">How the elements are shared out; not needed where the axes are not the kernel's own loop.</param>
    public readonly LoopAxes ToAxes(Work work = default) => new()
    {
        Work = work,
        Count = AxisCount,
        Length0 = _lengths[0],
        Length1 = _lengths[1],
        Length2 = _lengths[2],
        Length3 = _lengths[3],
        Length4 = _lengths[4],
        Length5 = _lengths[5],
        Length6 = _lengths[6],
    };

    /// <summary>An operand's steps.</summary>
    public readonly Steps ToSteps(int operand)
    {
        var steps = _steps.Slice(operand * LoopAxes.Most, LoopAxes.Most);
        return new Steps
        {
            Step0 = steps[0],
            Step1 = steps[1],
            Step2 = steps[2],
            Step3 = steps[3],
            Step4 = steps[4],
            Step5 = steps[5],
            Step6 = steps[6],
            Step7 = steps[7],
        };
    }

    /// <summary>An operand in the form kernels take.</summary>
    public readonly Operand<T> ToOperand<T>(int operand, in TensorView view)
        where T : unmanaged => new(IlgpuBackend.Elements<T>(view), ToSteps(operand));

    private static int Int(string operation, long value) =>
        value <= int.MaxValue ? (int)value : throw Errors.Unsupported(operation, $"{value} elements in one array, kernels index 2³¹", "split the data");

    private readonly long Reach(int operand)
    {
        long reach = 0;
        for (var axis = 0; axis < AxisCount; axis++)
            reach += (_lengths[axis] - 1L) * _steps[(operand * LoopAxes.Most) + axis];
        return reach;
    }

    private readonly bool Merges(int last, int axis, ReadOnlySpan<Strides> operands)
    {
        for (var operand = 0; operand < operands.Length; operand++)
        {
            if (operands[operand][axis] != (long)_steps[(operand * LoopAxes.Most) + last] * _lengths[last])
                return false;
        }

        return true;
    }
}
