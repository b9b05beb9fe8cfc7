namespace Autograd.Backends.Cpu;

/// <summary>Work in numbered chunks that may run at the same time and in any order.</summary>
internal interface IParallelBody
{
    /// <summary>Does the work of one chunk.</summary>
    void Invoke(int chunk);
}
