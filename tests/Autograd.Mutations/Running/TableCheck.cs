namespace Autograd.Mutations.Running;

/// <summary>One suite over one sample.</summary>
/// <param name="name">The suite and the sample.</param>
/// <param name="run">Throws where the sample fails.</param>
internal sealed class TableCheck(string name, Action run)
{
    public string Name { get; } = name;

    /// <summary>What went wrong, or null.</summary>
    public string? Fault()
    {
        try
        {
            run();
            return null;
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }
}
