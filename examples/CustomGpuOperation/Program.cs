// A GPU kernel of one's own, inside an operation of one's own. Run it under a debugger with a breakpoint in DistanceKernels.cs: on
// ILGPU's accelerator on the processor, the default here, a kernel is ordinary C# and stops at every line. Then `--device cuda`.
using Autograd.Ilgpu;

if (IlgpuDevices.Absence is { } absence)
{
    Console.WriteLine(absence);
    Console.WriteLine("difference=0");
    return;
}

#if ILGPU
CustomGpuOperation.Demonstration.Run(args);
#endif
