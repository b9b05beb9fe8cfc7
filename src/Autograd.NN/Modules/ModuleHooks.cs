namespace Autograd.NN;

/// <summary>
/// Functions around a module's forward pass, in the order they were registered. The list is replaced, never changed, so that a
/// hook may remove itself or another while hooks run.
/// </summary>
internal sealed class ModuleHooks<THook>
    where THook : Delegate
{
    private THook[]? _hooks;

    /// <summary>The hooks, or none.</summary>
    public ReadOnlySpan<THook> All => _hooks;

    /// <summary>Adds a hook until the result is disposed.</summary>
    public IDisposable Add(THook hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        _hooks = [.. _hooks ?? [], hook];
        return new Registration(this, hook);
    }

    private sealed class Registration(ModuleHooks<THook> owner, THook hook) : IDisposable
    {
        private bool _isDisposed;

        public void Dispose()
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            var at = Array.IndexOf(owner._hooks!, hook);
            owner._hooks = owner._hooks!.Length == 1 ? null : [.. owner._hooks[..at], .. owner._hooks[(at + 1)..]];
        }
    }
}
