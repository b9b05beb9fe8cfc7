namespace Autograd.Profiling;

/// <summary>What calls are counted under.</summary>
internal readonly record struct ProfileKey(string Operation, string Module, ProfilePhase Phase);
