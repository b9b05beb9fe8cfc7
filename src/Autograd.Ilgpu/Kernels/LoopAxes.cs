namespace Autograd.Ilgpu.Kernels;

/// <summary>The axes an elementwise kernel runs over, the innermost first. Plain fields: kernels take no arrays in structs.</summary>
internal struct LoopAxes : IAxes<LoopAxes>
{
    /// <summary>The most axes that may be left after merging.</summary>
    public const int Most = 8;

    /// <summary>What the threads share out among them.</summary>
    public Work Work;

    /// <summary>How many axes there are, at least 1.</summary>
    public int Count;

    /// <summary>The length of the innermost axis; the others follow, but the outermost's, which is not needed.</summary>
    public int Length0;
    public int Length1;
    public int Length2;
    public int Length3;
    public int Length4;
    public int Length5;
    public int Length6;

    /// <inheritdoc/>
    public readonly int Threads => Work.Threads;

    /// <inheritdoc/>
    public static int Place(in LoopAxes axes, in Steps steps, int i) => axes.Place(steps, i);

    /// <inheritdoc/>
    public static bool Next(in LoopAxes axes, ref int i) => axes.Work.Next(ref i);

    /// <summary>Where the i-th element of the kernel's order lies in an operand.</summary>
    public readonly int Place(in Steps steps, int i)
    {
        if (Count == 1)
            return i * steps.Step0;
        var rest = i / Length0;
        var place = (i - (rest * Length0)) * steps.Step0;
        if (Count == 2)
            return place + (rest * steps.Step1);
        place += Next(ref rest, Length1) * steps.Step1;
        if (Count == 3)
            return place + (rest * steps.Step2);
        place += Next(ref rest, Length2) * steps.Step2;
        if (Count == 4)
            return place + (rest * steps.Step3);
        place += Next(ref rest, Length3) * steps.Step3;
        if (Count == 5)
            return place + (rest * steps.Step4);
        place += Next(ref rest, Length4) * steps.Step4;
        if (Count == 6)
            return place + (rest * steps.Step5);
        place += Next(ref rest, Length5) * steps.Step5;
        if (Count == 7)
            return place + (rest * steps.Step6);
        place += Next(ref rest, Length6) * steps.Step6;
        return place + (rest * steps.Step7);
    }

    private static int Next(ref int rest, int length)
    {
        var whole = rest;
        rest = whole / length;
        return whole - (rest * length);
    }
}
