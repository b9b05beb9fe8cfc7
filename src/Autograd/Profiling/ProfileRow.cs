namespace Autograd;

/// <summary>The sum of a profile's calls of one kind.</summary>
/// <param name="Operation">The operation's name, or a region's; empty where all operations of a module are together.</param>
/// <param name="Module">The path of the module whose code made the call, or whose forward pass a derivative belongs to; empty outside modules.</param>
/// <param name="Phase">Forward, backward or region.</param>
/// <param name="Calls">How many there were.</param>
/// <param name="Time">How long they took, without the calls made inside them, so that rows add up.</param>
/// <param name="TotalTime">How long they took with all inside.</param>
/// <param name="Bytes">Bytes of inputs read and outputs written.</param>
/// <param name="Flops">Floating-point operations.</param>
/// <param name="Launches">Kernels started on a device.</param>
public sealed record ProfileRow(
    string Operation, string Module, ProfilePhase Phase, long Calls, TimeSpan Time, TimeSpan TotalTime, long Bytes, long Flops, long Launches);
