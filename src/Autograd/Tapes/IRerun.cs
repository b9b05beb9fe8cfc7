namespace Autograd.Tapes;

/// <summary>An operation that is a whole function run as one: the checker looks inside by running it again.</summary>
internal interface IRerun
{
    /// <summary>Runs the function again with its recorded inputs and the same random numbers, recorded where a tape records.</summary>
    Variable[] Rerun();
}
