namespace Autograd.Ilgpu.Native;

/// <summary>Where drivers' functions are looked for: the system's loader, or a test's table of functions.</summary>
internal interface INativeLibraries
{
    /// <summary>Loads a library.</summary>
    /// <param name="name">Its file's name.</param>
    /// <param name="library">The library.</param>
    bool TryLoad(string name, out nint library);

    /// <summary>Finds a function.</summary>
    /// <param name="library">What <see cref="TryLoad"/> gave.</param>
    /// <param name="name">The function's name.</param>
    /// <param name="function">Its address.</param>
    bool TryFind(nint library, string name, out nint function);
}
