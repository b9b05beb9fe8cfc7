using Autograd.Backends;

namespace Autograd.Tapes;

/// <summary>A place in an arena's list, null once the storage has left. An array of these is written without the check that an array of a base class needs.</summary>
internal struct OwnedStorage
{
    public Storage? Value;
}
